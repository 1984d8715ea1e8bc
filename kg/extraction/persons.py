"""Which names in a document are names of one person: "Snyder Rini" and "Mr. Rini"."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.model import EntityKind
from kg.naming.names import Names
from kg.naming.titles import Title

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


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


def persons(doc: Doc, names: Names, titles: Iterable[Title]) -> list[Person]:
    """The persons of a document, by the place of their first name."""
    titles = list(titles)
    holders: defaultdict[tuple[int, int], list[Title]] = defaultdict(list)
    for title in titles:
        if title.person:
            holders[title.person].append(title)
    spans = set(holders) | set(_untitled(names, titles))
    spans -= set(_run_together(doc, spans))
    known: list[Person] = []
    for span in sorted(spans, key=lambda span: (-len(fold(doc[slice(*span)].text)), span)):
        words = fold(doc[slice(*span)].text)
        if not words:
            continue
        held = holders.get(span, [])
        person = _match(words, next(iter(held), None), span, known)
        if person is None:
            person = Person([], words, " ".join(doc[slice(*span)].text.split()))
            known.append(person)
        person.spans.append(span)
        person.titles.extend(held)
    _adopt_mistagged(doc, names, known)
    for person in known:
        person.titles.sort(key=lambda title: title.start)
    return sorted(known, key=lambda person: min(person.spans))


def _run_together(doc: Doc, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that are two other names in one, as where signatures stand side by side."""
    folded = {span: fold(doc[slice(*span)].text) for span in spans}
    known = {words for words in folded.values() if len(words) > 1}
    for span, words in folded.items():
        if any(words[:i] in known and words[i:] in known for i in range(2, len(words) - 1)):
            yield span


def fold(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, hyphens, dots and suffixes.

    >>> fold("Bashar al-Assad")
    ('bashar', 'al', 'assad')
    """
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(word for word in letters.lower().split() if word not in _SUFFIXES and word != "s")


def _untitled(names: Names, titles: Iterable[Title]) -> Iterable[tuple[int, int]]:
    taken = {i for title in titles if title.person for i in range(*title.person)}
    taken |= {i for title in titles for i in range(title.start, title.end)}
    for name in names.all:
        if name.kind is EntityKind.PERSON and not taken & set(range(name.start, name.end)):
            yield name.start, name.end


def _match(words: tuple[str, ...], title: Title | None, span: tuple[int, int], known: list[Person]) -> Person | None:
    """The one known person a name fits; of several, who holds the post it comes with, or was last spoken of."""
    fitting = [person for person in known if compatible(words, person.words) and _may_hold(person, title)]
    before = [person for person in fitting if min(person.spans) < span] or fitting

    def prominence(person: Person) -> tuple[bool, bool, int, tuple[int, int]]:
        same = title is not None and title.text in (held.text for held in person.titles)
        return (
            same,
            bool(person.titles),
            len(person.spans),
            max((s for s in person.spans if s < span), default=(-1, -1)),
        )

    return max(before, key=prominence, default=None)


def compatible(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name may be a shorter form of another.

    >>> compatible(("j", "biden"), ("joseph", "r", "biden")), compatible(("jill", "biden"), ("joseph", "biden"))
    (True, False)
    >>> compatible(("bin", "zayed"), ("abdullah", "bin", "zayed", "al", "nahyan"))
    True
    """
    if len(short) > len(full):
        short, full = full, short
    if len(short) == 1:
        return short[0] in full and len(short[0]) > 1
    if short[-1] != full[-1]:
        run = any(full[i : i + len(short)] == short for i in range(len(full)))
        return run or (set(short) <= set(full) and short[0] == full[0])
    rest = iter(full[:-1])
    return all(any(_same_word(word, other) for other in rest) for word in short[:-1])


def _same_word(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _may_hold(person: Person, title: Title | None) -> bool:
    """A titled name does not join a person who serves somebody else."""
    others = {other.of for other in person.titles if other.of and not other.usual}
    return title is None or title.of is None or title.usual or not others or title.of in others


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
