"""Explanations as one self-contained HTML page: no request leaves it, and no text of a document becomes markup."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.explanation.marks import TONES, Part
from kg.explanation.sentences import Explanation
from kg.policy import policy

TEMPLATES = Path(__file__).parents[1] / "templates" / "explanation"


def page(explanations: Iterable[Explanation], *, title: str) -> str:
    """The page of some documents, each with its sentences, the marked words in them, and their facts."""
    documents = list(explanations)
    style, script = ((TEMPLATES / name).read_text("utf-8") for name in ("explanation.css", "explanation.js"))
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("explanation.html").render(
        title=title,
        documents=documents,
        counts=_counts(documents),
        tones=_tones(documents),
        policy=policy((script,), style),
        style=Markup(style),
        script=Markup(script),
    )


def _counts(documents: Iterable[Explanation]) -> str:
    """ "2 posts, 1 event in 3 of 5 sentences"."""
    sentences = [sentence for document in documents for sentence in document.sentences]
    kinds = Counter(fact.kind for sentence in sentences for fact in sentence.facts)
    told = ", ".join(f"{count} {kind}" + "s" * (count > 1) for kind, count in kinds.items()) or "no facts"
    stating = sum(bool(sentence.facts) for sentence in sentences)
    return f"{told} in {stating} of {len(sentences)} sentence" + "s" * (len(sentences) != 1)


def _tones(documents: Iterable[Explanation]) -> list[str]:
    """The tones of the marks on the page, for its legend."""

    def found(parts: Iterable[Part]) -> set[str]:
        spans = [part for part in parts if not isinstance(part, str)]
        return {tone for span in spans for tone in ({span.tone} | found(span.parts))}

    used = {tone for document in documents for sentence in document.sentences for tone in found(sentence.parts)}
    return [tone for tone in TONES if tone in used]
