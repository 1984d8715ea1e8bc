"""Whom a person serves: the country or organisation of the post, where the text tells."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extraction.persons import Person
from kg.lexicon import Lexicon
from kg.naming.gazetteer import Hit
from kg.naming.names import Names
from kg.naming.titles import Title


class Allegiance:
    """Reads whom the persons of one document serve."""

    def __init__(
        self, doc: Doc, names: Names, titles: Sequence[Title], people: Sequence[Person], lexicon: Lexicon
    ) -> None:
        self.lexicon = lexicon
        self.doc, self.names, self.titles, self.people = doc, names, titles, people
        self._in_title = {i for title in titles for i in range(title.outer, title.end)}

    def of(self, person: Person) -> str | None:
        """Key of the country or organisation a person serves: by own title, by a like title elsewhere, by context."""
        if person.of:
            return person.of
        if not person.titles:
            return self._described(person)
        held = {title.text.lower() for title in person.titles}
        rivals = {
            title.of
            for other in self.people
            if other is not person
            for title in other.titles
            if title.text.lower() in held
        }
        alike = (
            t.of for t in self.titles if t.person is None and t.of and t.text.lower() in held and t.of not in rivals
        )
        return next(alike, None) or self._described(person) or self._country_by_context(person, rivals)

    def _described(self, person: Person) -> str | None:
        """The country in "the Mexican leader", said of the last person named before it whose country is not told."""
        others = {other.of for other in self.people if other.of}
        for title in self.titles:
            if title.person or title.plural or not title.of or title.of in others or title.served is None:
                continue
            if self.doc[title.head].lower_ not in self.lexicon.people_words["heads_of_state"]:
                continue
            named = [other for other in self.people if other.of is None and min(other.spans)[0] < title.start]
            if named == [person]:
                return title.of
        return None

    def _country_by_context(self, person: Person, rivals: set[str | None]) -> str | None:
        """The only country whose people or property the sentence speaks of: "Syrian media say President al-Assad"."""
        free = [hit for hit in self.names.hits if hit.actor.kind == "country" and hit.start not in self._in_title]
        free = [hit for hit in free if hit.actor.key not in rivals]
        sent = self.doc[min(person.spans)[0]].sent
        near = {hit.actor.key for hit in free if sent.start <= hit.start < sent.end and not self._is_place(hit)}
        return near.pop() if len(near) == 1 else None

    def _is_place(self, hit: Hit) -> bool:
        """Whether a name of a country says where or whither rather than whose."""
        owning = hit.end < len(self.doc) and self.doc[hit.end].tag_ == "POS"
        return hit.form != "demonym" and not owning
