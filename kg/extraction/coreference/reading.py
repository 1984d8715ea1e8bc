"""A document as the readers of facts see it: which entity every name, post, pronoun and group in it stands for."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.actors import actors
from kg.extraction.coreference.coordination import Extent, rows
from kg.extraction.coreference.entities import Reference, unique
from kg.extraction.coreference.groups import Groups
from kg.extraction.coreference.holders import Holders
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.pronouns import PLURAL, SINGULAR, Pronouns
from kg.lexicon import Lexicon
from kg.model import Document, EntityKind
from kg.naming.names import Name
from kg.naming.titles import Title


class Reading(Mentions):
    """The references of one annotated document."""

    def __init__(self, document: Document, doc: Doc, lexicon: Lexicon) -> None:
        super().__init__(document, doc, lexicon)
        self._pronouns = Pronouns(self, refer=self.refer, single=self.single)
        self._groups = Groups(self, self._pronouns)
        self._holders = Holders(self)
        self._rows = {i: row for row in rows(doc, self.extents()) for extent in row for i in range(*extent)}
        self._borne = {
            (id(person), i): title
            for person in self.people
            for title in reversed(person.titles)
            for i in range(*(title.person or (0, 0)))
        }
        self._referred: dict[int, tuple[Reference, ...]] = {}
        self._denoted: dict[int, tuple[Reference, ...]] = {}

    def refer(self, token: Token) -> list[Reference]:
        """Whom the phrase with this head stands for, its conjuncts included; empty if nobody in particular."""
        return list(self._pronouns.settled(self._referred, token.i, lambda: self._refer(token)))

    def _refer(self, token: Token) -> list[Reference]:
        extent = self.extent(token)
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
        return [self._bearer(member) for member in self._rows.get(token.i, [self.extent(token)])]

    def _bearer(self, extent: Extent) -> Token:
        """The last token of the person in a row's member, or of the member where it names none."""
        named = [i for i in range(*extent) if i in self.person_at]
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

    def single(self, token: Token) -> Sequence[Reference]:
        """Whom one word stands for, without its conjuncts."""
        return self._pronouns.settled(self._denoted, token.i, lambda: self._single(token))

    def _single(self, token: Token) -> Iterator[Reference]:
        start, end = self.extent(token)
        person = self.person_at.get(token.i)
        title = self.title_at.get(token.i)
        if person is None and title and title.person:
            person = self.person_at.get(title.person[0])
        if person:
            beside = self._borne.get((id(person), token.i), title)
            yield Reference(self.id_of(person), start, end, beside.text if beside else None)
        elif title and not title.plural:
            yield from self._by_post(title)
        elif token.lower_ in SINGULAR:
            yield from self._pronouns.singular(token)
        elif token.lower_ in PLURAL or (token.lower_ == "two" and token.dep_ != "nummod"):
            yield from self._pronouns.plural(token)
        elif (name := self.names.at(token.i)) and not (name.adjective and token.dep_ in ("amod", "compound")):
            yield from self._by_name(name)
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from self._groups.of(token)

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
        of = title.of or self.possessor(title)
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
