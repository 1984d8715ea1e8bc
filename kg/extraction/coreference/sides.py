"""The two states that a document is about: "the two sides" of a readout, between whom all that it tells is made."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.extraction.grammar.function_words import IN
from kg.naming.gazetteer import Hit
from kg.naming.names import Names
from kg.parse import Doc

_OFTENER = 2  # times that each of the two is named as often as the third
_ALIKE = 3  # times that the first of the two may be named as often as the second


def two_sides(doc: Doc, names: Names, served: Iterable[str | None]) -> Sequence[Hit]:
    """Where each of the two is first named; nothing unless two stand out, by how often they are named or in the title.

    `served` are whom the persons of the document serve, each of whom counts as one more name. An organisation may be a
    side only if the title names it: most are only where states meet.
    """
    title = _title_end(doc)
    bodies = {hit.actor.key for hit in names.hits if hit.start < title and _is_body(hit)}
    known = [hit for hit in names.hits if hit.actor.kind == "country" or hit.actor.key in bodies]
    told = [hit for hit in known if not (hit.form == "metonym" and _is_place(hit, doc))]
    often = Counter(hit.actor.key for hit in told)
    with_people = often + Counter(key for key in served if key is not None and key in often)
    keys = _stand_out(often) or _stand_out(with_people) or {hit.actor.key for hit in told if hit.start < title}
    first = {hit.actor.key: hit for hit in reversed(told) if hit.actor.key in keys}
    return sorted(first.values(), key=lambda hit: hit.start) if len(keys) == 2 else ()


def _stand_out(often: Counter[str]) -> set[str]:
    """The two that are named most often, if they stand out from all others and not from each other."""
    ranked = often.most_common(3)
    most, second, third = [*(count for _, count in ranked), 0, 0, 0][:3]
    apart = second >= _OFTENER * max(third, 1) and most <= _ALIKE * second
    return {key for key, _ in ranked[:2]} if apart else set()


def _is_body(hit: Hit) -> bool:
    """Whether an organisation stands for itself, and is no office of a state."""
    return hit.actor.kind == "organisation" and hit.actor.of is None


def _is_place(hit: Hit, doc: Doc) -> bool:
    """ "In Oslo": where something is, and not who does it."""
    return hit.start > 0 and doc[hit.start - 1].lower_ in IN


def _title_end(doc: Doc) -> int:
    """Number of tokens in the first line, if there are more."""
    return next((token.i for token in doc if "\n" in token.text), 0)
