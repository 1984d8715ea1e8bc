"""Things of documents by the words that name or state them, so that they are found again whatever ids they have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from kg.kinds import kinds
from kg.model import Action, Agreement, Document, Event, Extraction, Mention, Record, Time

Reference = tuple[str, str]
"""Something of one document: the document's id and the id local to its extraction."""


class Sort(StrEnum):
    """What can be one in several documents."""

    ENTITY = "entity"
    EVENT = "event"
    AGREEMENT = "agreement"
    ACTION = "action"


class Anchor(Record):
    """A thing of one document by its words: those between two offsets of the text with this SHA-256 (hex).

    `name` is what it is called there; of several facts that the same words state it tells which is meant.
    """

    document: str
    digest: str
    begin: int
    end: int
    text: str
    sort: Sort
    name: str


def anchor(document: Document, said: Extraction, local: str) -> Anchor | None:
    """The anchor of a thing of a document; None where no words name it, as with the country of "Indian"."""
    sort, name, mentions = _things(said)[local]
    if not mentions:
        return None
    mention = next((each for each in mentions if each.text == name), mentions[0])
    return Anchor(
        document=document.id,
        digest=text_digest(document),
        begin=mention.begin,
        end=mention.end,
        text=mention.text,
        sort=sort,
        name=name,
    )


def names_of(said: Extraction) -> dict[str, str]:
    """What each thing of a document is called there, by local ids: "meeting of Anna Berg and Bela Kun, 2024-05-05"."""
    return {local: name for local, (_, name, _) in _things(said).items()}


def text_digest(document: Document) -> str:
    """SHA-256 (hex) of a document's text."""
    return sha256(document.text.encode()).hexdigest()


class Anchors:
    """Finds in some documents what anchors are about."""

    def __init__(self, contents: Iterable[tuple[Document, Extraction]]) -> None:
        """Of documents with what they say."""
        self._said = {document.id: (document, said) for document, said in contents}

    def references(self, anchor: Anchor, *, elsewhere: bool = True) -> list[Reference]:
        """What an anchor is about: in its document if that has the same text, or else, `elsewhere`, in all that have.

        Nothing in a text that has changed: the words there may now be of somebody else.
        """
        own = self._said.get(anchor.document)
        if own and text_digest(own[0]) == anchor.digest:
            able = [own]
        else:
            able = self._by_digest.get(anchor.digest, []) if elsewhere else []
        found = ((document.id, _meant(anchor, said)) for document, said in able)
        return [(id_, local) for id_, local in found if local]

    @cached_property
    def _by_digest(self) -> Mapping[str, list[tuple[Document, Extraction]]]:
        found: defaultdict[str, list[tuple[Document, Extraction]]] = defaultdict(list)
        for document, said in self._said.values():
            found[text_digest(document)].append((document, said))
        return found


def _meant(anchor: Anchor, said: Extraction) -> str | None:
    """The local id of what an anchor is about: what has just its words, or the most of them; its name decides."""
    shared = {
        local: (_shared(anchor, mentions), name == anchor.name)
        for local, (sort, name, mentions) in _things(said).items()
        if sort is anchor.sort
    }
    most = max(shared.values(), default=((False, 0), False))
    found = [local for local, like in shared.items() if like == most]
    return found[0] if len(found) == 1 and most[0][1] else None


def _shared(anchor: Anchor, mentions: Iterable[Mention]) -> tuple[bool, int]:
    """Whether one of some mentions is just that of an anchor, and how many characters both have at most."""
    exact = any((each.begin, each.end) == (anchor.begin, anchor.end) for each in mentions)
    common = (min(each.end, anchor.end) - max(each.begin, anchor.begin) for each in mentions)
    return exact, max(max(common, default=0), 0)


Thing = tuple[Sort, str, tuple[Mention, ...]]


def _things(said: Extraction) -> dict[str, Thing]:
    """The things of a document by their local ids: the sort, the name, and the words of each."""
    return dict(_each_thing(said))


def _each_thing(said: Extraction) -> Iterator[tuple[str, Thing]]:
    names = {entity.id: entity.name for entity in said.entities}
    titles = {agreement.id: agreement.title for agreement in said.agreements}
    for entity in said.entities:
        yield entity.id, (Sort.ENTITY, entity.name, entity.mentions)
    for event in said.events:
        yield event.id, (Sort.EVENT, _event(event, names), _words(event))
    for agreement in said.agreements:
        yield agreement.id, (Sort.AGREEMENT, agreement.title, _words(agreement))
    for action in said.actions:
        name = f"{titles[action.agreement]}: {action.type.replace('_', ' ')}{_day(action.time)}"
        yield action.id, (Sort.ACTION, name, _words(action))


def _words(fact: Event | Agreement | Action) -> tuple[Mention, ...]:
    """The word that a fact went by, or what states it."""
    return (fact.trigger or fact.evidence[0],)


def _event(event: Event, names: Mapping[str, str]) -> str:
    who = " and ".join(names[one.entity] for one in event.participants)
    return event.name or f"{kinds()[event.type].label}{' of ' if who else ''}{who}{_day(event.time)}"


def _day(time: Time | None) -> str:
    return f", {time.edtf}" if time else ""
