"""Which names in a document are names of one person: "Snyder Rini" and "Mr. Rini"."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from kg.extraction.grammar.function_words import AS_WELL
from kg.model import EntityKind
from kg.naming.names import Names
from kg.naming.titles import Title
from kg.parse import Doc
from kg.personal_names import compatible, fold, parts

NAMESAKES = 16
"""Persons who share a word of their names, among whom a name is looked for; a text that has more is a list."""


@dataclass(slots=True)
class Person:
    """One person of a document: the token ranges of its names, and the titles that stand with them."""

    spans: list[tuple[int, int]]
    words: tuple[str, ...]  # of the fullest name, folded
    name: str
    titles: list[Title] = field(default_factory=list)

    @property
    def told(self) -> str | None:
        """Key of the country or organisation served, where the text itself tells; that of a post in office first."""
        told = sorted((title for title in self.titles if title.of and not title.usual), key=lambda title: title.former)
        return told[0].of if told else None

    @property
    def of(self) -> str | None:
        """Key of the country or organisation served, by the text or because one country alone has the post."""
        return self.told or next((title.of for title in self.titles if title.of), None)


def persons(doc: Doc, names: Names, titles: Iterable[Title], calling: Set[str]) -> list[Person]:
    """The persons of a document, by the place of their first name; `calling`: words that lead to a nickname."""
    titles = list(titles)
    holders: defaultdict[tuple[int, int], list[Title]] = defaultdict(list)
    for title in titles:
        if title.person:
            holders[title.person].append(title)
    spans = set(holders) | set(_untitled(names, titles))
    spans -= set(_run_together(doc, spans))
    register = _Register()
    for span in sorted(spans, key=lambda span: (*_fullness(fold(doc[slice(*span)].text)), span)):
        words = fold(doc[slice(*span)].text)
        if words:
            held = holders.get(span, [])
            name = " ".join(doc[slice(*span)].text.split())
            known = register.match(name, next(iter(held), None), span)
            known = known or register.enter(Person([], words, name))
            known.add(span, held)
    found = _joined_to_nicknamed([known.person for known in register.all], doc, names, calling)
    _adopt_mistagged(doc, names, found)
    for person in found:
        person.titles.sort(key=lambda title: title.start)
    return sorted(found, key=lambda person: min(person.spans))


def _fullness(words: tuple[str, ...]) -> tuple[int, int]:
    """Sorts fuller names before others: those of more words, and of these, those of fewer initials."""
    return -len(words), sum(len(word) == 1 for word in words)


def _run_together(doc: Doc, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that are two other names in one, as where signatures stand side by side."""
    folded = {span: fold(doc[slice(*span)].text) for span in spans}
    known = {words for words in folded.values() if len(words) > 1}
    for span, words in folded.items():
        if any(words[:i] in known and words[i:] in known for i in range(2, len(words) - 1)):
            yield span


def _untitled(names: Names, titles: Iterable[Title]) -> Iterable[tuple[int, int]]:
    taken = {i for title in titles if title.person for i in range(*title.person)}
    taken |= {i for title in titles for i in range(title.start, title.end)}
    for name in names.all:
        if name.kind is EntityKind.PERSON and not taken & set(range(name.start, name.end)):
            yield name.start, name.end


class _Known:
    """A person found so far, and what a further name of his is compared with."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._spans: list[tuple[int, int]] = []  # in order
        self._posts: set[str] = set()
        self._served: set[str] = set()

    def add(self, span: tuple[int, int], held: Iterable[Title]) -> None:
        """Add a name and the posts it comes with."""
        self.person.spans.append(span)
        insort(self._spans, span)
        for title in held:
            self.person.titles.append(title)
            self._posts.add(title.text)
            if title.of and not title.usual:
                self._served.add(title.of)

    def may_hold(self, title: Title | None) -> bool:
        """A titled name does not join a person who serves somebody else."""
        return title is None or title.of is None or title.usual or not self._served or title.of in self._served

    def is_before(self, span: tuple[int, int]) -> bool:
        """Whether the person is named before."""
        return self._spans[0] < span

    def prominence(self, title: Title | None, span: tuple[int, int]) -> tuple[bool, bool, int, tuple[int, int]]:
        """How likely a name stands for this one: by the post it comes with, and how often and how lately named."""
        before = bisect_left(self._spans, span)
        last = self._spans[before - 1] if before else (-1, -1)
        return title is not None and title.text in self._posts, bool(self.person.titles), len(self._spans), last


class _Register:
    """The persons found so far, by the words of their names. Longer names are entered first."""

    def __init__(self) -> None:
        self.all: list[_Known] = []
        self._named: defaultdict[str, list[_Known]] = defaultdict(list)

    def enter(self, person: Person) -> _Known:
        """Take up a new person."""
        known = _Known(person)
        self.all.append(known)
        for word in dict.fromkeys(parts(person.name).words):
            self._named[word].append(known)
        return known

    def match(self, name: str, title: Title | None, span: tuple[int, int]) -> _Known | None:
        """The one person a name fits; of several, who holds the post it comes with, or was last spoken of."""
        namesakes = self._named[parts(name).surname][-NAMESAKES:]
        fitting = [one for one in namesakes if compatible(name, one.person.name) and one.may_hold(title)]
        before = [known for known in fitting if known.is_before(span)] or fitting
        return max(before, key=lambda known: known.prominence(title, span), default=None)


def _joined_to_nicknamed(known: list[Person], doc: Doc, names: Names, calling: Set[str]) -> list[Person]:
    """The persons, without those who are only others by their nicknames: "Kari Lund, known as "Fox", ... Fox"."""
    plain = {person.words[0]: person for person in known if len(person.words) == 1 and not person.titles}
    for person in [one for one in known if len(one.words) > 1]:
        for i in [i for span in person.spans for i in _nickname(doc, names, span[1], calling)]:
            word = "".join(fold(doc[i].text))
            alone = plain.pop(word, None)
            spans = alone.spans if alone is not None else _alike(doc, names, doc[i].text)
            person.spans += [span for span in spans if span not in person.spans]
            known = [one for one in known if one is not alone]
    return known


def _alike(doc: Doc, names: Names, word: str) -> list[tuple[int, int]]:
    """Where a word stands that is no name."""
    return [(token.i, token.i + 1) for token in doc if token.text == word and names.at(token.i) is None]


def _nickname(doc: Doc, names: Names, behind: int, calling: Set[str]) -> Iterator[int]:
    """The nickname of one word behind a person's name: ", known as "Fox"", ", alias Fox"."""
    i = behind + 1 if doc[behind : behind + 1].text in (",", "(") else behind
    first = i
    while doc[i : i + 1].text.lower() in calling | AS_WELL:
        i += 1
    called = any(token.lower_ in calling for token in doc[first:i])
    quoted = i < len(doc) and doc[i].is_quote
    name = names.at(i + quoted)
    word = doc[i + quoted : i + quoted + 1].text
    single = name is None or (name.kind is EntityKind.PERSON and name.end - name.start == 1)
    if (called or (i == first > behind and quoted)) and word[:1].isupper() and word.isalpha() and single:
        yield i + quoted


def _adopt_mistagged(doc: Doc, names: Names, known: list[Person]) -> None:
    """A word that is a known person's last name is that person, untagged or tagged as a place or an organisation."""
    surnames: Mapping[str, Person] = {
        person.words[-1]: person for person in reversed(known) if len(person.words[-1]) > 3
    }
    held = {i for person in known for span in person.spans for i in range(*span)}
    for token in doc:
        person = surnames.get("".join(fold(token.text))) if token.text[0].isupper() and token.i not in held else None
        name = names.at(token.i)
        free = name is None or name.key is None or name.key.startswith("geo:")  # there is a town called Lund
        if person and free and (name is None or name.end - name.start == 1):
            person.spans.append((token.i, token.i + 1))
