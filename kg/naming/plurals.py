"""Posts of several people told at once: "the foreign ministers of Moldova and Romania, A and B", "his Greek and French
counterparts, C and D".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.model import EntityKind
from kg.naming.names import Name, Names
from kg.naming.titles import Title

_SEPARATORS = frozenset({",", "and", "&", "the"})


def distribute(doc: Doc, names: Names, titles: Sequence[Title]) -> list[Title]:
    """The posts with each plural one given to the people named after it, and each "counterpart" to its bearer."""
    found: list[Title] = []
    for title in _doubled(doc, titles):
        people = list(_people(doc, names, _row_end(doc, names, title.end))) if title.plural else []
        if people:
            keys = _countries(doc, names, title.outer, title.head, title.end) or ([title.of] if title.of else [])
            found += _share(doc, names, title, _singular(title.text), people, keys)
        else:
            found.append(title)
    return sorted([*found, *_counterparts(doc, names, found)], key=lambda title: (title.start, title.outer))


def _doubled(doc: Doc, titles: Sequence[Title]) -> Iterator[Title]:
    """The posts, where two of one person stand in a row ("Norwegian prime minister and defence minister Kari Lund")
    each with the holder and the country of both.
    """
    for before, title, following in zip([None, *titles], titles, [*titles[1:], None], strict=False):
        if following and _are_doubled(doc, title, following):
            yield replace(title, person=following.person)
        elif before and _are_doubled(doc, before, title):
            yield replace(title, of=title.of or before.of)
        else:
            yield title


def _are_doubled(doc: Doc, first: Title, second: Title) -> bool:
    linked = doc[first.end : second.outer].text in ("and", "&")
    bare = not first.plural and first.served is not None and first.served < first.start and second.served is None
    return linked and bare and second.person is not None and second.person[0] >= second.end


def _people(doc: Doc, names: Names, i: int) -> Iterator[Name]:
    """The persons named in a row from token `i` on, each perhaps with "of" and a country behind."""
    while i < len(doc):
        while i < len(doc) and doc[i].lower_ in _SEPARATORS:
            i += 1
        name = names.at(i) if i < len(doc) else None
        if name is None or name.kind is not EntityKind.PERSON or name.start != i:
            return
        yield name
        own = _own_country(doc, names, name)
        i = own.end if own else name.end
        if i < len(doc) and doc[i].lower_ not in _SEPARATORS:
            return


def _own_country(doc: Doc, names: Names, person: Name) -> Name | None:
    if person.end + 1 < len(doc) and doc[person.end].lower_ == "of":
        after = names.at(person.end + 1) or (names.at(person.end + 2) if person.end + 2 < len(doc) else None)
        return after if after and after.kind is EntityKind.COUNTRY else None
    return None


def _countries(doc: Doc, names: Names, outer: int, head: int, end: int) -> list[str]:
    """Keys of the countries before a plural post, or behind it and "of", in order."""
    first = outer
    while first and (doc[first - 1].lower_ in _SEPARATORS or names.known_at(first - 1)):
        first -= 1
    before = [hit.actor.key for hit in names.hits if first <= hit.start < head and hit.actor.kind == "country"]
    last = _row_end(doc, names, head + 1)
    behind = [hit.actor.key for hit in names.hits if head < hit.start < max(last, end) and hit.actor.kind == "country"]
    return behind or before


def _row_end(doc: Doc, names: Names, i: int) -> int:
    """Where the countries that follow a post end: "of Moldova, Romania and Bulgaria"."""
    while i < len(doc) and (doc[i].lower_ in _SEPARATORS | {"of"} or names.known_at(i)):
        i += 1
    return i


def _share(
    doc: Doc, names: Names, title: Title, text: str, people: Sequence[Name], keys: Sequence[str]
) -> Iterator[Title]:
    """One post for each person; the first carries the words of the phrase."""
    for i, person in enumerate(people):
        own = _own_country(doc, names, person)
        key = own.key if own else keys[i] if len(keys) == len(people) else keys[0] if len(keys) == 1 else None
        here = replace(title, text=text, of=key, plural=False, person=(person.start, person.end))
        yield here if i == 0 else replace(here, start=person.start, end=person.start, outer=person.start)


def _counterparts(doc: Doc, names: Names, titles: Sequence[Title]) -> Iterator[Title]:
    for token in doc:
        if token.lower_ not in ("counterpart", "counterparts"):
            continue
        held = [t for t in titles if t.person and t.start < token.i]
        keys = _countries(doc, names, token.i, token.i, token.i + 1)
        people = list(_people(doc, names, token.i + 1))
        if not (held and keys and people):
            continue
        outer = next((hit.start for hit in names.hits if hit.end == token.i), token.i)
        post = Title(token.i, token.i + 1, token.i, held[-1].text, keys[0], outer, False, False, outer)
        yield from _share(doc, names, post, held[-1].text, people, keys)


def _singular(text: str) -> str:
    words = text.split()
    plain = [word[:-1] if word.lower() in ("ministers", "presidents", "secretaries") else word for word in words]
    if len(words) and plain == words and words[-1].endswith("s"):
        plain[-1] = words[-1][:-1]
    return " ".join(plain)
