"""Whose a post is that is named without its holder: "the foreign minister", "the Chilean leader"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.persons import Person
from kg.naming.titles import Title

SPOKEN = 100
"""Mentions of persons before a word, among which it finds whom it stands for: nobody remembers more."""
_MOST = 50  # posts of one person


class Holders:
    """Finds the holders of posts in one document."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.people = mentions, mentions.people
        self._words = mentions.lexicon.people
        self._named = sorted((start, -n) for n, person in enumerate(self.people) for start, _ in person.spans)
        self._first = [min(person.spans)[0] for person in self.people]
        self._held = [_posts(person) for person in self.people]
        self._country = [mentions.entities.known(mentions.id_of(person)).of for person in self.people]
        self._of: defaultdict[str | None, list[int]] = defaultdict(list)
        self._titled: defaultdict[str | None, list[int]] = defaultdict(list)
        for n, person in enumerate(self.people):
            self._of[self._country[n]].append(n)
            if person.titles:
                self._titled[mentions.country_of(person)].append(n)

    def find(self, title: Title) -> Person | None:
        """Of those whose post it may be, who was named last before it, or else first behind it."""
        known = islice(self._spoken_of(title.start), SPOKEN)
        before = next((n for n in known if self._fits(n, title)), None)
        if before is None and title.of:
            behind = islice(self._of[title.of], SPOKEN)
            before = next((n for n in behind if self._fits(n, title)), None)
        return None if before is None else self.people[before]

    def _spoken_of(self, before: int) -> Iterator[int]:
        """The persons of the mentions before a token, the last first."""
        for place in range(bisect_left(self._named, (before, -len(self.people))) - 1, -1, -1):
            yield -self._named[place][1]

    def _fits(self, n: int, title: Title) -> bool:
        head, country, held = self.mentions.doc[title.head].lower_, self._country[n], self._held[n]
        if title.of and country and title.of != country and not title.usual:
            return False
        words = tuple(title.text.lower().split())
        plain = head in self.mentions.lexicon.titles.descriptions and self._titled[title.of] == [n]
        introduced = title.of is not None and title.of == country and (words in held or plain)  # "a top U.S. diplomat"
        if not introduced and self._first[n] >= title.start:
            return False
        if head in self._words.by_country:
            told = title.of is not None or head in self._words.generic
            return bool(held) and told and country == (title.of or country)
        return any(set(words) <= set(post) and words[-1] in post for post in held)


def _posts(person: Person) -> list[tuple[str, ...]]:
    """The words of the posts a person holds."""
    held = dict.fromkeys(title.text.lower() for title in person.titles if not title.former)
    return [tuple(post.split()) for post in islice(held, _MOST)]
