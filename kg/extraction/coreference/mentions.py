"""What in a document may stand for somebody: its names and posts, the persons they name, and where each stands."""

from collections.abc import Container, Iterator, Set

from kg.extraction.coreference.affiliation import Affiliation, AffiliationModel, fitted
from kg.extraction.coreference.coordination import Extent
from kg.extraction.coreference.entities import Register
from kg.extraction.coreference.hints import Hints
from kg.extraction.coreference.introductions import introduce
from kg.extraction.coreference.persons import Person, persons
from kg.extraction.coreference.service import Service
from kg.extraction.coreference.sides import two_sides
from kg.extraction.grammar.lemmas import Listed
from kg.extraction.grammar.tree import Tree
from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming import spans
from kg.naming.origins import past_origin
from kg.naming.titles import Title
from kg.parse import Doc, Token


class Mentions:
    """Names, posts and persons of one annotated document; the persons are entered in a register."""

    def __init__(self, doc: Doc, lexicon: Lexicon, register: Register, model: AffiliationModel | None = None) -> None:
        self.doc, self.lexicon, self.entities, self.tree = doc, lexicon, register.entities, Tree(doc)
        found = spans.of(doc, lexicon)
        self.names, self.titles, self.quotations, self.times = found.names, found.titles, found.quotations, found.times
        self.index, self.listed = found.index, Listed(doc)
        self.turns = found.turns
        self.people = persons(doc, self.names, self.titles, self.lexicon.people.calling)
        introduce(doc, self.titles, self.people, lexicon)
        self.headlined = frozenset(i for line in found.headlines for i in range(*line))
        self.quoted = frozenset(i for q in self.quotations if not q.is_name for i in range(q.start, q.stop))
        named = [(person, span) for person in self.people for span in reversed(person.spans)]
        self.person_at = {i: person for person, span in named for i in range(*span)}
        self._span_at = {i: span for _, span in named for i in range(*span)}  # of two that overlap, the first
        self.title_at = {i: title for title in self.titles for i in range(title.outer, title.end)}
        self._hints = Hints(doc, self.names, self.titles, self.people, lexicon)
        self.service = Service(self.tree, self.names, self._hints, lexicon, self.headlined)
        self._affiliation = Affiliation(self.service, model or fitted())
        self.sides = two_sides(doc, self.names, map(self.country_of, self.people))
        self._ids = {
            id(one): register.entity(EntityKind.PERSON, one.name, of=self.country_of(one)) for one in self.people
        }
        self._societies = {
            title.society: register.entity(EntityKind.ORGANISATION, name.text)
            for title in self.titles
            if title.society is not None and (name := self.names.at(title.society))
        }
        self._persons = {self.id_of(person): person for person in self.people}

    @property
    def people_tokens(self) -> Container[int]:
        """Indices of the tokens that belong to names of persons."""
        return self.person_at

    def id_of(self, person: Person) -> str:
        """The id of a person's entity."""
        return self._ids[id(person)]

    @property
    def tokens(self) -> Set[int]:
        """Indices of the tokens that belong to names and posts."""
        return self.person_at.keys() | self.title_at.keys() | self.names.tokens

    def holder(self, title: Title | None) -> Person | None:
        """The person who is named with a post."""
        return self.person_at.get(title.person[0]) if title and title.person else None

    def person(self, local: str) -> Person | None:
        """The person with this id, None if the entity is none."""
        return self._persons.get(local)

    def country_of(self, person: Person, least: float = 0.0) -> str | None:
        """Key of the country or organisation a person serves, if that is `least` or more probable."""
        return self._affiliation.of(person, least)

    def likely_served(self, local: str) -> float | None:
        """How probable it is that one with this id serves whom it is read to serve; None where the text tells it."""
        person = self._persons.get(local)
        return self._affiliation.likely(person) if person else None

    def possessor(self, title: Title) -> str | None:
        """Key of whom the owner of a post serves: "President Orlov's envoy", "Kenya appointed her as its envoy"."""
        return self._hints.possessor(title)

    def society(self, title: Title) -> str | None:
        """The id of the organisation that is new in the text and that a post is of."""
        return None if title.society is None else self._societies[title.society]

    def extents(self) -> Iterator[Extent]:
        """Where all names and posts of the document stand; a name with its post is one."""
        named = {i for name in self.names.all if not name.adjective for i in range(name.start, name.end)}
        found = {self.extent(self.doc[i]) for i in {*self.person_at, *self.title_at, *named}}
        covered = 0
        for start, end in sorted(found, key=lambda extent: (extent[0], -extent[1])):
            if start >= covered:
                covered = past_origin(self.doc, end, self.names) if end - 1 in self.person_at else end
                yield start, covered

    def extent(self, token: Token) -> Extent:
        """Token range of the name or post that covers a token."""
        title = self.title_at.get(token.i)
        if title:
            return title.outer, title.person[1] if title.person and title.person[0] >= title.end else title.end
        person = self.person_at.get(token.i)
        if person:
            return self._span_at[token.i]
        name = self.names.at(token.i)
        return (name.start, name.end) if name else (token.i, token.i + 1)
