"""The entities of a document's facts, each with the words that tell of it, numbered in the order of the text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from kg.extraction.coreference.reading import Reading
from kg.model import Argument, Extraction, Fact, Mention, Participant

_FACTS = ("posts", "events", "agreements", "actions", "statements")
_ENTITIES = ("person", "of", "participants", "place", "parties", "by", "speakers", "attributed_to")
"""The fields of facts that speak of entities."""


@cache
def _fields(kind: type[Fact]) -> tuple[str, ...]:
    """Those fields that a kind of fact has."""
    return tuple(field for field in _ENTITIES if field in kind.model_fields)


def numbered(reading: Reading, said: Extraction) -> Extraction:
    """The same facts, with their entities and all persons named as "x1", "x2", ... instead of the ids of a reading."""
    words = _words_that_tell(reading, said.facts)
    order = sorted(words, key=lambda local: [(mention.begin, mention.end) for mention in words[local]])
    ids = {local: f"x{n}" for n, local in enumerate(order, 1)}
    entities = [
        reading.known(local).model_copy(update={"id": ids[local], "mentions": tuple(words[local])}) for local in order
    ]
    facts = {kind: tuple(_with_ids(fact, ids) for fact in getattr(said, kind)) for kind in _FACTS}
    return said.model_copy(update={"entities": tuple(entities), **facts})


def _words_that_tell(reading: Reading, facts: Iterable[Fact]) -> dict[str, list[Mention]]:
    """The words that tell of each entity: where it is named or cited, or else where the text tells of it first."""
    found: defaultdict[str, set[Mention]] = defaultdict(set)
    for person in reading.people:
        found[reading.id_of(person)].update(reading.cut(*span) for span in person.spans)
    spoken = [part for fact in facts for part in _parts(fact)]
    for local, mention in spoken:
        found[local].update([mention] if mention else [])
    for local in [local for local, mentions in found.items() if not mentions]:
        found[local].update(reading.cut(*span) for span in reading.told(local))
    return {
        local: sorted(mentions, key=lambda mention: (mention.begin, mention.end)) for local, mentions in found.items()
    }


def _parts(fact: Fact) -> Iterator[tuple[str, Mention | None]]:
    """The ids of the entities of a fact, with the words that put each there."""
    for field in _fields(type(fact)):
        value = getattr(fact, field)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Argument):
                yield part.entity, part.mention
            elif part:
                yield part, None
            if isinstance(part, Participant) and part.on_behalf_of:
                yield part.on_behalf_of, None


def _with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    """A fact or a part of one with other ids of entities."""
    if isinstance(value, tuple):
        return tuple(_with_ids(part, ids) for part in value)
    if isinstance(value, Participant):
        served = value.on_behalf_of and ids[value.on_behalf_of]
        return value.model_copy(update={"entity": ids[value.entity], "on_behalf_of": served})
    if isinstance(value, Argument):
        return value.model_copy(update={"entity": ids[value.entity]})
    if isinstance(value, Fact):
        told = {field: part for field in _fields(type(value)) if (part := getattr(value, field))}
        return value.model_copy(update={field: _with_ids(part, ids) for field, part in told.items()})
    return ids[value]
