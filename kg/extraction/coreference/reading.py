"""A document as the readers of facts see it: which entity every name, post, pronoun and group in it stands for."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice
from typing import TypeVar

from kg.extraction.coreference.affiliation import AffiliationModel
from kg.extraction.coreference.entities import Reference, Register, actor_id
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.persons import Person
from kg.extraction.coreference.places import Places
from kg.extraction.coreference.references import References
from kg.extraction.coreference.text import Text
from kg.lexicon import Lexicon
from kg.model import Document, Entity, Mention
from kg.naming.names import Name
from kg.naming.titles import Title
from kg.naming.turns import Turn
from kg.parse import Doc, Token

T = TypeVar("T")


class Reading:
    """One annotated document. All references are read when it is made; asking it never changes anything.

    `model` judges whom persons serve, in place of the model that comes with the program.
    """

    def __init__(self, document: Document, doc: Doc, lexicon: Lexicon, model: AffiliationModel | None = None) -> None:
        register = Register()
        self.document, self.doc, self.lexicon = document, doc, lexicon
        self._text, self._entities = Text(document, doc), register.entities
        self._mentions = mentions = Mentions(doc, lexicon, register, model)
        self._references = References(mentions, register)
        self._places = Places(mentions, register)
        self.names, self.titles, self.people = mentions.names, mentions.titles, mentions.people
        self.times, self.tree, self.service = mentions.times, mentions.tree, mentions.service
        self.turns: Mapping[Turn, Reference] = self._references.voices.speakers
        """The turns of a transcript whose speakers are known, in order."""
        self.quotations, self.quoted, self.headlined = mentions.quotations, mentions.quoted, mentions.headlined
        self.sides = tuple(Reference(actor_id(hit.actor.key), hit.start, hit.end) for hit in mentions.sides)
        """The two states that the document is about, if it is about two."""

    # Whom words stand for

    def refer(self, token: Token) -> list[Reference]:
        """Whom the phrase with this head stands for, its conjuncts included; empty if nobody in particular."""
        return list(self._references.phrases.get(token.i, ()))

    def single(self, token: Token) -> Sequence[Reference]:
        """Whom one word stands for, without its conjuncts."""
        return self._references.words[token.i]

    def row(self, token: Token) -> list[Token]:
        """A token of each name or post in a row with this one, itself included: "Japan, Vietnam and Laos"."""
        return self._references.rows.around(token)

    def place(self, name: Name) -> Reference | None:
        """The place a name stands for; None if it is no place."""
        return self._places.of(name)

    # Entities

    def known(self, local: str) -> Entity:
        """The entity with this id."""
        return self._entities.known(local)

    def represented(self, local: str) -> str | None:
        """The id of the country or organisation a person, role or group speaks for, where the text tells."""
        return self._entities.represented(local)

    def actor(self, key: str) -> str:
        """The id of the known actor with this key."""
        return actor_id(key)

    def id_of(self, person: Person) -> str:
        """The id of a person's entity."""
        return self._mentions.id_of(person)

    def told(self, local: str) -> Iterator[tuple[int, int]]:
        """Where the text first names an actor, or else a post that tells of it: "the Secretary of State"."""
        named = ((hit.start, hit.end) for hit in self.names.hits if actor_id(hit.actor.key) == local)
        posts = ((title.outer, title.end) for title in self.titles if title.of and actor_id(title.of) == local)
        yield from islice(chain(named, posts), 1)

    # Persons and their posts

    @property
    def people_tokens(self) -> Container[int]:
        """Indices of the tokens that belong to names of persons."""
        return self._mentions.person_at

    def country_of(self, person: Person, least: float = 0.0) -> str | None:
        """Key of the country or organisation a person serves, if that is `least` or more probable."""
        return self._mentions.country_of(person, least)

    def likely_served(self, local: str) -> float | None:
        """How probable it is that one with this id serves whom it is read to serve; None where the text tells it."""
        return self._mentions.likely_served(local)

    def possessor(self, title: Title) -> str | None:
        """Key of whom the owner of a post serves: "President Orlov's envoy", "Kenya appointed her as its envoy"."""
        return self._mentions.possessor(title)

    def society(self, title: Title) -> str | None:
        """The id of the organisation that is new in the text and that a post is of."""
        return self._mentions.society(title)

    # Text

    def words(self, words: Set[str]) -> list[Token]:
        """The tokens that are one of some words, in order."""
        return [self.doc[i] for i in self._mentions.index.of(words)]

    def listed(self, table: Set[str]) -> list[Token]:
        """The tokens that stand in a table of lemmas, in order."""
        return [self.doc[i] for i in self._mentions.listed.under(table)]

    def cut(self, start: int, end: int) -> Mention:
        """The words of tokens `start` to `end`, without space around them."""
        return self._text.cut(start, end)

    def sentence(self, i: int) -> range:
        """The tokens of the sentence that a token stands in."""
        return self._text.sentence(i)

    def by_sentence(self, items: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
        """What stands at tokens, by the first token of the sentence."""
        return self._text.by_sentence(items)
