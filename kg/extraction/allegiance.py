"""Whom a person serves: the country or organisation of the post, where the text tells."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from kg.extraction.persons import Person
from kg.extraction.voice import Voice
from kg.lexicon import Lexicon
from kg.naming.gazetteer import Hit
from kg.naming.names import Names
from kg.naming.titles import Title

_NEAR = 4  # tokens between a word for meeting and whom it is with
_LINKS = frozenset({"and", ", and", ","})


class Allegiance:
    """Reads whom the persons of one document serve."""

    def __init__(
        self, doc: Doc, names: Names, titles: Sequence[Title], people: Sequence[Person], lexicon: Lexicon
    ) -> None:
        self.lexicon = lexicon
        self.doc, self.names, self.titles, self.people = doc, names, titles, people
        self._in_title = {i for title in titles for i in range(title.outer, title.end)}
        self._voice = Voice(doc, names, titles, lexicon)
        self._served: dict[int, str | None] = {}
        for _ in range(2):  # whom one serves may tell whom another does
            self._told = {key for person in people if (key := person.told or self._served.get(id(person)))}
            self._served |= {id(person): self._read(person) for person in people if not self._served.get(id(person))}

    def of(self, person: Person) -> str | None:
        """Key of the country or organisation a person serves: by own title, by a like title elsewhere, by context."""
        return self._served[id(person)]

    def _read(self, person: Person) -> str | None:
        if person.told:
            return person.told
        if not person.titles:
            return self._owner(person) or self._described(person)
        rivals = self._rivals(person)
        return next((key for key in self._readings(person, rivals) if key), None)

    def _owner(self, person: Person) -> str | None:
        """The country in "Chile’s Pedro Rojas", of one whose post the text does not give with the name."""
        for start, _ in person.spans:
            hit = self.names.known_at(start - 2) if start > 1 and self.doc[start - 1].tag_ == "POS" else None
            if hit and hit.actor.kind == "country":
                return hit.actor.key
        return None

    def possessor(self, title: Title) -> str | None:
        """Key of whom the person serves whose post this is: "President Orlov's envoy", "and his foreign minister"."""
        its = self.doc[title.outer].lower_ == "its"
        before = self.doc[title.outer - 1 + its] if title.outer else None
        if before is None or before.tag_ not in ("POS", "PRP$"):
            return None
        if its:
            keys = {hit.actor.key for hit in self.names.hits if before.sent.start <= hit.start < before.i}
            return keys.pop() if len(keys) == 1 else None
        first = before.sent.start if before.tag_ == "PRP$" else before.i - 1
        owners = [p for p in self.people if any(first <= end - 1 < before.i for _, end in p.spans)]
        served = {owner.of for owner in owners if title.person is None or title.person not in owner.spans}
        return served.pop() if len(served) == 1 else None

    def _readings(self, person: Person, rivals: set[str | None]) -> Iterator[str | None]:
        """What the text tells of a titled person's country, the surest first."""
        held = {title.text.lower() for title in person.titles}
        alike = (
            t.of
            for t in self.titles
            if t.person is None and t.of and not t.usual and t.text.lower() in held and t.of not in rivals
        )
        yield next(alike, None)
        yield next((key for title in person.titles if (key := self.possessor(title))), None)
        yield self._shared(person)
        yield self._escorted(person)
        if self._is_named(person) and not self._is_taken(person):
            yield person.of  # a post that one country alone has
        yield self._host(person, rivals)
        yield self._described(person)
        if self._is_principal(person):
            rank = [other for other in self.people if self._is_principal(other)].index(person)
            yield self._voice.country(person, self._told, rivals, rank=rank)
            yield self._voice.superior(person, self.people)
        yield self._country_by_context(person, rivals)

    def _rivals(self, person: Person) -> set[str | None]:
        """Whom others of the same post serve."""
        held = {title.text.lower() for title in person.titles}
        others = [other for other in self.people if other is not person]
        told = {title.of for other in others for title in other.titles if title.text.lower() in held}
        read = {self._served.get(id(o)) for o in others if any(title.text.lower() in held for title in o.titles)}
        return told | read

    def _is_taken(self, person: Person) -> bool:
        """Whether somebody named before has the post that one country alone has: it is another country's then."""
        held = {title.text.lower() for title in person.titles if title.usual}
        before = [other for other in self.people if min(other.spans) < min(person.spans)]
        return any(title.usual and title.text.lower() in held for other in before for title in other.titles)

    def _is_named(self, person: Person) -> bool:
        """Whether the usual country of a post that others have too, "Vice President", is named in the text at all."""
        common = self.lexicon.people_words["common"]
        if any(title.usual and title.text.lower() not in common for title in person.titles):
            return True
        return any(hit.actor.key == person.of for hit in self.names.hits)

    def _is_principal(self, person: Person) -> bool:
        principals = self.lexicon.people_words["principals"]
        return any(self.doc[title.head].lower_ in principals and not title.former for title in person.titles)

    def _shared(self, person: Person) -> str | None:
        """The country of another post in a row: "met Afghan President Omar Khan and Foreign Minister Rahim"."""
        for i, title in enumerate(self.titles):
            if title.person is None or title.person not in person.spans or title.served is not None:
                continue
            if self.doc[title.person[1] - 1].dep_.startswith("nsubj"):
                continue  # "Together with Kenyan Premier Otieno, Secretary Hale will open it"
            row = [title]
            while i and self._linked(self.titles[i - 1], self.titles[i]):
                i -= 1
                row.append(self.titles[i])
            told = next((t for t in row if t.served is not None and not t.usual), None)
            if told and self._is_met(row[-1]) and told.text.lower() != title.text.lower():
                return told.of
        return self._of_both(person)

    def _of_both(self, person: Person) -> str | None:
        """The country behind two: "met Foreign Minister Rahim and Defence Minister Khan of Kenya"."""
        for first, second in pairwise(self.titles):
            if first.person not in person.spans or second.person is None or second.served is None:
                continue
            differ = first.text.lower() != second.text.lower()
            if differ and second.served >= second.person[1] and self._linked(first, second) and self._is_met(first):
                return second.of
        return None

    def _linked(self, first: Title, second: Title) -> bool:
        """Whether two posts, each before its holder, follow each other in a row."""
        if first.person is None or second.person is None:
            return False
        return self.doc[max(first.end, first.person[1]) : second.outer].text in _LINKS

    def _is_met(self, title: Title) -> bool:
        return title.outer > 0 and self.doc[title.outer - 1].lower_ in ("with", "by", "met", "meet", "meets")

    def _escorted(self, person: Person) -> str | None:
        """The country of whom one goes with: "Secretary Hale, accompanied by Deputy Secretary Ford"."""
        start = self._row_start(min(title.outer for title in person.titles))
        if not self._goes_with(start):
            return None
        first = self.doc[start - 1].sent.start
        before = [(max(span), p) for p in self.people for span in p.spans if first <= min(span) < start]
        return max(before, key=lambda pair: pair[0])[1].of if before else None

    def _goes_with(self, start: int) -> bool:
        return [token.lower_ for token in self.doc[max(start - 2, 0) : start]] == ["accompanied", "by"]

    def _described(self, person: Person) -> str | None:
        """The country in "the Mexican leader", said of the last person named before it whose country is not told."""
        others = {other.of for other in self.people if other.of}
        for title in self.titles:
            if title.person or title.plural or not title.of or title.of in others or title.served is None:
                continue
            head = self.doc[title.head].lower_
            if head not in self.lexicon.people_words["heads_of_state"] or self._holds_another(person, head):
                continue
            named = [other for other in self.people if other.of is None and min(other.spans)[0] < title.start]
            if named == [person]:
                return title.of
        return None

    def _holds_another(self, person: Person, head: str) -> bool:
        """Whether a person told to be president cannot be "the king of Norway"."""
        held = {self.doc[title.head].lower_ for title in person.titles}
        return head != "leader" and bool(held & self.lexicon.people_words["heads_of_state"]) and head not in held

    def _host(self, person: Person, rivals: set[str | None]) -> str | None:
        """The only country somebody visits, of one met by post alone: "in Chile for talks with President Soto"."""
        row = self._row_start(min(title.outer for title in person.titles))
        before = [token.lower_ for token in self.doc[max(row - _NEAR, 0) : row]]
        met = self.lexicon.people_words["encounters"] & set(before)  # "will meet on Tuesday with President Soto"
        if not met or before[-1] not in met | {"with"}:
            return None
        keys = {hit.actor.key for hit in self.names.hits if hit.start < row and self._is_visited(hit)}
        return keys.pop() if len(keys) == 1 and not keys & rivals else None

    def _row_start(self, start: int) -> int:
        """Where the row of persons begins that a post belongs to: "President Soto, Foreign Minister Rojas and ..."."""
        named = [title for title in self.titles if title.person and title.person[0] >= title.end and not title.served]
        starts = {title.person[1]: title.outer for title in named if title.person}
        while True:
            end = start
            while end and self.doc[end - 1].lower_ in (",", "and"):
                end -= 1
            if end == start or end not in starts:
                return start
            start = starts[end]

    def _is_visited(self, hit: Hit) -> bool:
        start = hit.start
        while start > 1 and self.doc[start - 1].lower_ in (",", "and") and (first := self.names.known_at(start - 2)):
            start = first.start  # "visited Kenya and Peru"
        before = self.doc[start - 1] if start else None
        if before is None or hit.form == "demonym" or hit.actor.kind != "country":
            return False
        sent = before.sent
        travels = any(t.lemma_.lower() in self.lexicon.people_words["visits"] for t in self.doc[sent.start : hit.start])
        return travels and (before.lower_ in ("in", "to") or before.lemma_.lower() == "visit")

    def _country_by_context(self, person: Person, rivals: set[str | None]) -> str | None:
        """The only country whose people or property the sentence speaks of: "Syrian media say President al-Assad"."""
        sent = self.doc[min(person.spans)[0]].sent
        free = [hit for hit in self.names.hits if hit.actor.kind == "country" and hit.start not in self._in_title]
        first = min(person.spans)[0]
        near = [hit for hit in free if hit.actor.key not in rivals and sent.start <= hit.start < first]
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
