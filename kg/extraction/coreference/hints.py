"""What in a text hints at the country or organisation that a person serves: the rules, each by itself."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from kg.extraction.coreference.lineups import Lineups
from kg.extraction.coreference.peers import Peers
from kg.extraction.coreference.persons import Person
from kg.extraction.coreference.perspective import Perspective
from kg.lexicon import Lexicon
from kg.naming.gazetteer import Hit
from kg.naming.names import Names
from kg.naming.origins import origin
from kg.naming.titles import Title
from kg.parse import Doc

_NEAR = 4  # tokens between a word for meeting and whom it is with
_LONGEST_LIST = 45  # tokens of "Kenya, Peru and Chile"


Hint = tuple[str, str | None]
"""The name of a rule, and the key of whom it hints at."""


class Hints:
    """Reads the hints in one document."""

    def __init__(
        self, doc: Doc, names: Names, titles: Sequence[Title], people: Sequence[Person], lexicon: Lexicon
    ) -> None:
        self.lexicon = lexicon
        self.doc, self.names, self.titles, self.people = doc, names, titles, people
        self._in_title = {i for title in titles for i in range(title.outer, title.end)}
        self._perspective = Perspective(doc, names, titles, people, lexicon)
        self._lineups, self._peers = Lineups(doc, names, titles, people, lexicon), Peers(doc, titles, people)
        self._ending: defaultdict[int, list[Person]] = defaultdict(list)
        for person in people:
            for _, end in person.spans:
                self._ending[end].append(person)
        self._bare_ending = {title.end: title for title in titles if title.person is None and not title.plural}
        principals = [id(person) for person in people if self._is_principal(person)]
        self._ranks = {person: rank for rank, person in enumerate(principals)}
        self._spoken_of = {hit.actor.key for hit in names.hits}
        stateless = (person for person in people if person.of is None)
        self._stateless = next(stateless, None), next(stateless, None)
        """The first two whose country is not told."""
        self._others = {person.of for person in people if person.of}
        self._found: dict[int, list[tuple[str, str]]] = {}
        served: dict[int, str | None] = {}
        for _ in range(2):  # whom one serves may tell whom another does
            self._peers.learn(served)
            self._told = {key for person in people if (key := person.told or served.get(id(person)))}
            open_ = [person for person in people if not served.get(id(person))]
            self._found |= {id(person): self._all(person) for person in open_}
            served |= {id(person): person.told or self.first(person) for person in open_}

    def of(self, person: Person) -> Sequence[tuple[str, str]]:
        """The hints at whom a person serves, the surest first: the name of a rule, and the key of whom it tells."""
        return self._found[id(person)]

    def first(self, person: Person) -> str | None:
        """Whom the surest hint tells."""
        return next((key for _, key in self._found[id(person)]), None)

    def _all(self, person: Person) -> list[tuple[str, str]]:
        hints = self._hints(person, self._peers.rivals(person, None))
        return [(rule, key) for rule, key in hints if key]

    def _owner(self, person: Person) -> str | None:
        """The country in "Chile’s Pedro Rojas", of one whose post the text does not give with the name."""
        for start, _ in person.spans:
            hit = self.names.known_at(start - 2) if start > 1 and self.doc[start - 1].tag_ == "POS" else None
            if hit and hit.actor.kind == "country":
                return hit.actor.key
        return None

    def _origin(self, person: Person) -> str | None:
        """The country in "Pedro Rojas of Chile"."""
        named = (origin(self.doc, end, self.names) for _, end in person.spans)
        return next((country.key for country in named if country and country.key), None)

    def possessor(self, title: Title) -> str | None:
        """Key of whom the person serves whose post this is: "President Orlov's envoy", "and his foreign minister"."""
        its = self.doc[title.outer].lower_ == "its"
        before = self.doc[title.outer - 1 + its] if title.outer else None
        if before is None or before.tag_ not in ("POS", "PRP$") or before.lower_ in ("our", "my"):
            return None
        if its:
            keys = {hit.actor.key for hit in self.names.known_in(before.sent.start, before.i)}
            return keys.pop() if len(keys) == 1 else None
        first = before.sent.start if before.tag_ == "PRP$" else before.i - 1
        bare = self._bare_ending.get(before.i) if before.tag_ == "POS" else None
        if bare and bare.of:
            return bare.of  # "the UN Secretary-General's envoy"
        owners = [owner for end in range(first + 1, before.i + 1) for owner in self._ending.get(end, ())]
        served = {owner.of for owner in owners if title.person is None or title.person not in owner.spans}
        return served.pop() if len(served) == 1 else None

    def _hints(self, person: Person, rivals: set[str | None]) -> Iterator[Hint]:
        if person.titles:
            yield from self._of_post(person, rivals)
        yield "owner", self._owner(person)
        yield "origin", self._origin(person)
        yield "described", self._described(person)
        if (rank := self._ranks.get(id(person))) is not None:
            yield "stance", self._perspective.country(person, self._told, rivals, rank=rank)
            yield "superior", self._perspective.superior(person)
        if person.titles:
            yield "sentence", self._country_by_context(person, rivals)

    def _of_post(self, person: Person, rivals: set[str | None]) -> Iterator[Hint]:
        """What somebody's posts hint at."""
        yield "peers", self._peers.alike(person, rivals)
        yield "possessor", next((key for title in person.titles if (key := self.possessor(title))), None)
        yield "row", self._lineups.shared(person)
        yield "escort", self._lineups.escorted(person)
        if self._is_named(person) and not self._peers.is_taken(person):
            yield "post", person.of  # one that one country alone has
        yield "host", self._host(person, rivals)

    def _is_named(self, person: Person) -> bool:
        """Whether the usual country of a post that others have too, "Vice President", is named in the text at all."""
        common = self.lexicon.titles.shared
        if any(title.usual and title.text.lower() not in common for title in person.titles):
            return True
        return person.of in self._spoken_of

    def _is_principal(self, person: Person) -> bool:
        principals = self.lexicon.people.principals
        return any(self.doc[title.head].lower_ in principals and not title.former for title in person.titles)

    def _described(self, person: Person) -> str | None:
        """The country in "the Mexican leader", said of the last person named before it whose country is not told."""
        first, second = self._stateless
        if first is not person:
            return None
        begin = min(person.spans)[0]
        end = min(second.spans)[0] if second else len(self.doc)
        for title in self.titles:
            if title.person or title.plural or not title.of or title.of in self._others or title.served is None:
                continue
            head = self.doc[title.head].lower_
            known = head in self.lexicon.people.heads_of_state and not self._holds_another(person, head)
            if known and begin < title.start <= end:
                return title.of
        return None

    def _holds_another(self, person: Person, head: str) -> bool:
        """Whether a person told to be president cannot be "the king of Norway"."""
        held, words = {self.doc[title.head].lower_ for title in person.titles}, self.lexicon.people
        return head not in held | words.generic and bool(held & words.heads_of_state)

    def _host(self, person: Person, rivals: set[str | None]) -> str | None:
        """The only country somebody visits, of one met by post alone: "in Chile for talks with President Soto"."""
        row = self._lineups.start(person)
        before = [token.lower_ for token in self.doc[max(row - _NEAR, 0) : row]]
        met = self.lexicon.people.encounters & set(before)  # "will meet on Tuesday with President Soto"
        if not met or before[-1] not in met | {"with"}:
            return None
        keys = [key for start, key in self._visited if start < row]
        return keys[0] if len(keys) == 1 and keys[0] not in rivals else None

    @cached_property
    def _visited(self) -> list[tuple[int, str]]:
        """The first two countries that somebody visits: where that is told first, and their keys."""
        found: dict[str, int] = {}
        for hit in self.names.hits:
            if len(found) < 2 and self._is_visited(hit):
                found.setdefault(hit.actor.key, hit.start)
        return [(start, key) for key, start in found.items()]

    def _is_visited(self, hit: Hit) -> bool:
        start = hit.start
        while start > 1 and self.doc[start - 1].lower_ in (",", "and") and (first := self.names.known_at(start - 2)):
            start = first.start  # "visited Kenya and Peru"
            if hit.start - start > _LONGEST_LIST:
                break
        before = self.doc[start - 1] if start else None
        if before is None or hit.form == "demonym" or hit.actor.kind != "country":
            return False
        sent = before.sent
        travels = any(t.lemma_.lower() in self.lexicon.people.travels for t in self.doc[sent.start : hit.start])
        return travels and (before.lower_ in ("in", "to") or before.lemma_.lower() == "visit")

    def _country_by_context(self, person: Person, rivals: set[str | None]) -> str | None:
        """The only country whose people or property the sentence speaks of: "Syrian media say President al-Assad"."""
        first = min(person.spans)[0]
        known = self.names.known_in(self.doc[first].sent.start, first)
        free = [hit for hit in known if hit.actor.kind == "country" and hit.start not in self._in_title]
        near = [hit for hit in free if hit.actor.key not in rivals]
        owning = {hit.actor.key for hit in near if not self._is_place(hit)}
        own = {hit.actor.key for hit in near if (hit.form == "demonym" or self._owns(hit)) and self._is_told_by(hit)}
        return own.pop() if len(owning) == 1 == len(own) else None

    def _is_place(self, hit: Hit) -> bool:
        """Whether a name of a country says where or whither rather than whose."""
        following = self.doc[hit.end] if hit.end < len(self.doc) else None
        qualifies = following is not None and following.tag_.startswith("NN")
        return hit.form != "demonym" and not self._owns(hit) and not qualifies

    def _is_told_by(self, hit: Hit) -> bool:
        """Whether a name of a country stands in a subject: another's war or decision says nothing of a person."""
        token = self.doc[hit.end - 1]
        return any(t.dep_.startswith("nsubj") for t in (token, *token.ancestors))

    def _owns(self, hit: Hit) -> bool:
        return hit.end < len(self.doc) and self.doc[hit.end].tag_ == "POS"
