"""What one document says of a fact: how real, how sure, on whose word, when and where, and in which words."""

import re
from collections.abc import Callable
from typing import Any

from kg.kinds import kind_of
from kg.projection.claims import Claim, Claims, in_words, local

Texts = Callable[[str], str | None]
"""Gives the text of a document by its id."""


def how_real(claim: Claim, known: Claims) -> dict[str, Any]:
    """`modality`, `certainty`, `confidence`, and `attributed`: on whose word, unless that is the document's own."""
    own = claim.attributed == known.documents[claim.document].get("publisher")
    about = {"modality": claim.modality, "certainty": claim.certainty, "confidence": claim.confidence}
    return about | {"attributed": None if own else label(claim.attributed, known)}


def when_and_where(claim: Claim, known: Claims) -> dict[str, Any]:
    """`edtf`, `start`, `end` and `place` of a fact as a document tells them."""
    time = known.times.get(claim.one("hasTime") or "", {})
    about = {"edtf": time.get("edtf"), "start": time.get("start"), "end": time.get("end")}
    return about | {"place": label(claim.one("atPlace"), known)}


def cited(claim: Claim, known: Claims, texts: Texts | None) -> dict[str, Any]:
    """The document, and the exact words."""
    about = told_by(claim, known)
    return about | words_of(claim, texts(about["document"]) if texts else None)


def told_by(claim: Claim, known: Claims) -> dict[str, Any]:
    """The document."""
    document = known.documents[claim.document]
    about = {"document": document.get("id", local(claim.document)), "document_title": document.get("title")}
    about |= {"published": document.get("published"), "publisher": label(document.get("publisher"), known)}
    return about | {"url": document.get("url")}


def called(claim: Claim) -> str:
    """What a fact is: "meeting"."""
    kind = kind_of(claim.properties.get("type", ()))
    return kind.label if kind else in_words(next(iter(sorted(claim.classes)), "event"))


def present(about: dict[str, Any]) -> dict[str, Any]:
    """What is not None of some values."""
    return {name: value for name, value in about.items() if value is not None}


def label(iri: str | None, known: Claims) -> str | None:
    """The name of a thing; of one that has none, the end of its IRI."""
    return None if iri is None else known.things[iri].label if iri in known.things else local(iri)


def words_of(claim: Claim, text: str | None) -> dict[str, str]:
    """The exact words a claim rests on, in them the names of who, where and when, around them their sentence."""
    said = claim.one("text")
    if not claim.evidence:
        return {"quote": said} if said else {}
    begin, end, quote = next((one for one in claim.evidence if one[2] == said), claim.evidence[0])
    named = [f"{first - begin}-{last - begin}" for first, last in claim.arguments if begin <= first and last <= end]
    words = {"quote": quote, "named": " ".join(named) or None}
    if text is not None and text[begin:end] == quote:
        before = re.split(r"(?<=[.!?])[\"'”’)]*\s+|\n", text[max(0, begin - 300) : begin])[-1]
        after = "" if quote[-1] in ".!?" else re.split(r"(?<=[.!?])(?=[\"'”’)]*\s)|\n", text[end : end + 300])[0]
        words |= {"before": before or None, "after": after or None}
    return present(words)
