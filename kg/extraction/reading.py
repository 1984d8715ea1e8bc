"""A document as the readers of facts see it: which entity every name, post, pronoun and group in it stands for."""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.actors import actors
from kg.extraction.allegiance import Allegiance
from kg.extraction.anaphora import PLURAL, SINGULAR, Anaphora
from kg.extraction.entities import Entities, Reference, unique
from kg.extraction.groups import Groups
from kg.extraction.holders import Holders
from kg.extraction.persons import Person, persons
from kg.extraction.rows import Extent, rows
from kg.lexicon import Lexicon
from kg.model import Document, EntityKind
from kg.naming import headlines, names, plurals, quotations, titles
from kg.naming.names import Name
from kg.naming.origins import past_origin
from kg.naming.titles import Title

__all__ = ["Reading", "Reference", "unique"]


class Reading(Entities):
    """Names, posts and references of one annotated document."""

    def __init__(self, document: Document, doc: Doc, lexicon: Lexicon) -> None:
        super().__init__(document, doc)
        self.lexicon = lexicon
        self.names = names.find(doc, lexicon)
        self.titles = plurals.distribute(doc, self.names, titles.find(doc, self.names, lexicon), lexicon)
        self.people = persons(doc, self.names, self.titles)
        self.quotations = quotations.find(doc)
        self.headlined = frozenset(i for line in headlines.find(doc) for i in range(*line))
        self.quoted = frozenset(i for q in self.quotations if not q.is_name for i in range(q.start, q.stop))
        self.anaphora, self.groups = Anaphora(self), Groups(self)
        named = [(person, span) for person in self.people for span in reversed(person.spans)]
        self._person_at = {i: person for person, span in named for i in range(*span)}
        self._span_at = {i: span for _, span in named for i in range(*span)}  # of two that overlap, the first
        self._title_at = {i: title for title in self.titles for i in range(title.outer, title.end)}
        self._allegiance = Allegiance(doc, self.names, self.titles, self.people, lexicon)
        self._rows = {i: row for row in rows(doc, self._extents()) for extent in row for i in range(*extent)}
        self._ids = {id(person): self._enter(person) for person in self.people}
        self._persons = {self.id_of(person): person for person in self.people}
        self._borne = {
            (id(person), i): title
            for person in self.people
            for title in reversed(person.titles)
            for i in range(*(title.person or (0, 0)))
        }
        self._holders = Holders(self)
        self._referred: dict[int, tuple[Reference, ...]] = {}
        self._denoted: dict[int, tuple[Reference, ...]] = {}

    @property
    def people_tokens(self) -> Container[int]:
        """Indices of the tokens that belong to names of persons."""
        return self._person_at

    def id_of(self, person: Person) -> str:
        """The id of a person's entity."""
        return self._ids[id(person)]

    def person(self, local: str) -> Person | None:
        """The person with this id, None if the entity is none."""
        return self._persons.get(local)

    def country_of(self, person: Person) -> str | None:
        """Key of the country or organisation a person serves."""
        return self._allegiance.of(person)

    @cached_property
    def served(self) -> Mapping[str, tuple[int, int]]:
        """The ids of the countries and organisations that persons serve, and where the first of each is named."""
        acting = ((self.represented(self.id_of(person)), min(person.spans)) for person in reversed(self.people))
        return {local: span for local, span in acting if local}

    def possessor(self, title: Title) -> str | None:
        """Key of whom the owner of a post serves: "President Orlov's envoy", "Kenya appointed her as its envoy"."""
        return self._allegiance.possessor(title)

    def _enter(self, person: Person) -> str:
        local = self.entity(EntityKind.PERSON, person.name, of=self.country_of(person))
        self.named(local, person.spans)
        return local

    def _extents(self) -> Iterator[Extent]:
        """Where all names and posts of the document stand; a name with its post is one."""
        named = {i for name in self.names.all if not name.adjective for i in range(name.start, name.end)}
        found = {self._extent(self.doc[i]) for i in {*self._person_at, *self._title_at, *named}}
        covered = 0
        for start, end in sorted(found, key=lambda extent: (extent[0], -extent[1])):
            if start >= covered:
                covered = past_origin(self.doc, end, self.names) if end - 1 in self._person_at else end
                yield start, covered

    def refer(self, token: Token) -> list[Reference]:
        """Whom the phrase with this head stands for, its conjuncts included; empty if nobody in particular."""
        return list(self.anaphora.settled(self._referred, token.i, lambda: self._refer(token)))

    def _refer(self, token: Token) -> list[Reference]:
        extent = self._extent(token)
        found = self._included(token) or list(self.single(token))
        for member in self._rows.get(token.i, ()):
            found += self.single(self._bearer(member))
        seen = {token.i, *range(*extent)}
        for child in [child for i in sorted(seen) for child in self.doc[i].children]:
            if child.dep_ in ("conj", "appos") and child.i not in seen and (child.dep_ == "conj" or not found):
                seen.add(child.i)
                found += self.refer(child)
        return unique(found)

    def row(self, token: Token) -> list[Token]:
        """A token of each name or post in a row with this one, itself included: "Japan, Vietnam and Laos"."""
        return [self._bearer(member) for member in self._rows.get(token.i, [self._extent(token)])]

    def _bearer(self, extent: Extent) -> Token:
        """The last token of the person in a row's member, or of the member where it names none."""
        named = [i for i in range(*extent) if i in self._person_at]
        return self.doc[named[-1] if named else extent[1] - 1]

    def _included(self, token: Token) -> list[Reference]:
        """Those a group is said to include: "eight dialogue partners, including India and Japan"."""
        if token.tag_ != "NNS":
            return []
        following = self.doc[token.i + 1 : min(token.i + 4, len(self.doc))]
        word = next((t for t in following if t.lower_ == "including"), None)
        first = (
            next((t for t in self.doc[word.i + 1 : word.i + 3] if self.names.at(t.i)), None)
            if word is not None
            else None
        )
        return self.refer(first) if first is not None else []

    def _extent(self, token: Token) -> tuple[int, int]:
        """Token range of the name or post that covers a token."""
        title = self._title_at.get(token.i)
        if title:
            return title.outer, title.person[1] if title.person and title.person[0] >= title.end else title.end
        person = self._person_at.get(token.i)
        if person:
            return self._span_at[token.i]
        name = self.names.at(token.i)
        return (name.start, name.end) if name else (token.i, token.i + 1)

    def single(self, token: Token) -> Sequence[Reference]:
        """Whom one word stands for, without its conjuncts."""
        return self.anaphora.settled(self._denoted, token.i, lambda: self._single(token))

    def _single(self, token: Token) -> Iterator[Reference]:
        start, end = self._extent(token)
        person = self._person_at.get(token.i)
        title = self._title_at.get(token.i)
        if person is None and title and title.person:
            person = self._person_at.get(title.person[0])
        if person:
            beside = self._borne.get((id(person), token.i), title)
            yield Reference(self.id_of(person), start, end, beside.text if beside else None)
        elif title and not title.plural:
            yield from self._by_post(title)
        elif token.lower_ in SINGULAR:
            yield from self.anaphora.singular(token)
        elif token.lower_ in PLURAL or (token.lower_ == "two" and token.dep_ != "nummod"):
            yield from self.anaphora.plural(token)
        elif (name := self.names.at(token.i)) and not (name.adjective and token.dep_ in ("amod", "compound")):
            yield from self._by_name(name)
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from self.groups.of(token)

    def _by_name(self, name: Name) -> Iterator[Reference]:
        if name.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION) and name.key:
            yield Reference(self.actor(name.key), name.start, name.end)
        else:
            yield Reference(self.entity(name.kind, self._body(name), key=name.key, of=name.of), name.start, name.end)

    def _body(self, name: Name) -> str:
        """The name of an organisation, with its country behind it: "Ministry of Foreign Affairs of Turkey"."""
        before = self.names.known_at(name.start - 1) if name.start else None
        first = self.names.known_at(name.start)
        if name.kind is not EntityKind.ORGANISATION:
            return name.text
        if first and first.end < name.end and first.actor.kind == "country":
            rest = self.doc[first.end : name.end]
            return f"{rest[1:].text if rest[0].tag_ == 'POS' else rest.text} of {first.actor.name}"
        if before is None and name.start > 1 and self.doc[name.start - 1].tag_ == "POS":
            before = self.names.known_at(name.start - 2)
        return f"{name.text} of {before.actor.name}" if before and before.actor.kind == "country" else name.text

    def _by_post(self, title: Title) -> Iterator[Reference]:
        """The person a bare post refers to, or the holder of the post as such."""
        person = self._holders.find(title)
        of = title.of or self._allegiance.possessor(title)
        if person:
            yield Reference(self.id_of(person), title.outer, title.end, title.text)
        elif of and self.doc[title.head].lower_ not in self.lexicon.titles.descriptions:
            name = f"{title.text} of {actors()[of].name}"
            yield Reference(self.entity(EntityKind.ROLE, name, of=of), title.outer, title.end, title.text)
        elif self._speaks_for_itself(title):
            yield Reference(self.entity(EntityKind.ROLE, title.text), title.outer, title.end, title.text)

    def _speaks_for_itself(self, title: Title) -> bool:
        """Whether a post without name or country is somebody all the same: "The President spoke today with ..."."""
        head = self.doc[title.head]
        highest = self.lexicon.people_words["highest"]
        return head.text[0].isupper() and head.lower_ in highest and self.doc[title.outer].lower_ == "the"
