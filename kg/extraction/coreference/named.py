"""Whom a name or a post stands for."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from kg.actors import actors
from kg.extraction.coreference.entities import STATES, Reference, Register, actor_id
from kg.extraction.coreference.holders import Holders
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.persons import Person
from kg.model import EntityKind
from kg.naming.gazetteer import Hit
from kg.naming.names import Name
from kg.naming.titles import Title
from kg.parse import Token


class Named:
    """What the names and posts of one document stand for."""

    def __init__(self, mentions: Mentions, register: Register) -> None:
        self._mentions, self._doc, self._register = mentions, mentions.doc, register
        self._holders = Holders(mentions)
        self._served: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for title in sorted(mentions.titles, key=lambda title: title.start):
            if title.of and not (title.person or title.plural or title.usual):
                self._served[title.text.lower()].append((title.start, title.of))
        self._borne = {
            (id(person), i): title
            for person in mentions.people
            for title in reversed(person.titles)
            for i in range(*(title.person or (0, 0)))
        }

    def of_person(self, person: Person, token: Token) -> Reference:
        """A person, by the words of the name or post at a token."""
        start, end = self._mentions.extent(token)
        beside = self._borne.get((id(person), token.i), self._mentions.title_at.get(token.i))
        return Reference(self._mentions.id_of(person), start, end, beside.text if beside else None)

    def of_name(self, name: Name) -> Iterator[Reference]:
        """What a name stands for."""
        if name.kind in STATES and name.key:
            yield Reference(actor_id(name.key), name.start, name.end)
        else:
            yield Reference(self._entered(name), name.start, name.end)

    def _entered(self, name: Name) -> str:
        of = name.of or (self._owner(name) if name.kind is EntityKind.ORGANISATION and not name.key else None)
        return self._register.entity(name.kind, self._body(name), key=name.key, of=of)

    def _owner(self, name: Name) -> str | None:
        """The country whose body an organisation is, as its name or the words beside it tell."""
        names = self._mentions.names
        behind = self._doc[name.end].lower_ == "of" if name.end < len(self._doc) else False
        beside = [names.known_at(name.start), self._before(name), names.known_at(name.end + 1) if behind else None]
        return next((hit.actor.key for hit in beside if hit and hit.actor.kind == "country"), None)

    def _before(self, name: Name) -> Hit | None:
        """Whose name stands before another: "Turkish", "Turkey's"."""
        start, names = name.start, self._mentions.names
        before = names.known_at(start - 1) if start else None
        if before is None and start > 1 and self._doc[start - 1].tag_ == "POS":
            before = names.known_at(start - 2)
        return before

    def _body(self, name: Name) -> str:
        """The name of an organisation, with its country behind it: "Ministry of Foreign Affairs of Turkey"."""
        before, first = self._before(name), self._mentions.names.known_at(name.start)
        if name.kind is not EntityKind.ORGANISATION:
            return name.text
        if first and first.end < name.end and first.actor.kind == "country":
            rest = self._doc[first.end : name.end]
            return f"{rest[1:].text if rest[0].tag_ == 'POS' else rest.text} of {first.actor.name}"
        return f"{name.text} of {before.actor.name}" if before and before.actor.kind == "country" else name.text

    def of_post(self, title: Title) -> Iterator[Reference]:
        """The person a bare post refers to, or the holder of the post as such."""
        person = self._holders.find(title)
        of = title.of or self._mentions.possessor(title) or self._told(title)
        if person:
            yield Reference(self._mentions.id_of(person), title.outer, title.end, title.text)
        elif of and not (self._describes(title) and title.of is None):
            inside = title.served is not None and self._doc[title.served].text in title.text.split()
            name = title.text if inside else f"{title.text} of {actors()[of].name}"
            yield Reference(self._register.entity(EntityKind.ROLE, name, of=of), title.outer, title.end, title.text)
        elif self._speaks_for_itself(title):
            yield Reference(self._register.entity(EntityKind.ROLE, title.text), title.outer, title.end, title.text)

    def _describes(self, title: Title) -> bool:
        """Whether the main word of a post describes somebody rather: "the official", but "a Kenyan official"."""
        return self._doc[title.head].lower_ in self._mentions.lexicon.titles.descriptions

    def _told(self, title: Title) -> str | None:
        """Whom the same post served when last named: "NATO's Secretary General", then "the Secretary General"."""
        if self._doc[title.outer].lower_ != "the":
            return None
        served = self._served[title.text.lower()]
        before = bisect_left(served, (title.start, ""))
        return served[before - 1][1] if before else None

    def _speaks_for_itself(self, title: Title) -> bool:
        """Whether a post without name or country is somebody all the same: "The President spoke today with ..."."""
        head = self._doc[title.head]
        highest = self._mentions.lexicon.people.highest
        return head.text[0].isupper() and head.lower_ in highest and self._doc[title.outer].lower_ == "the"
