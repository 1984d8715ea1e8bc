"""Posts of several people told at once: "the foreign ministers of Moldova and Romania, A and B", "his Greek and French
counterparts, C and D".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming.index import Index
from kg.naming.latest import Latest
from kg.naming.names import Name, Names, untagged
from kg.naming.titles import Title
from kg.parse import Doc

_SEPARATORS = frozenset({",", "and", "&", "the"})


def distribute(doc: Doc, index: Index, names: Names, titles: Sequence[Title], lexicon: Lexicon) -> list[Title]:
    """The posts with each plural one given to the people named after it, and each "counterpart" to its bearer."""
    found: list[Title] = []
    for title in _doubled(doc, titles, lexicon):
        people = list(_holders(doc, names, title, lexicon)) if title.plural else []
        if people:
            keys = _countries(doc, names, title.outer, title.head, title.end) or ([title.of] if title.of else [])
            found += _share(doc, names, title, singular(title.text, lexicon), people, keys, lexicon)
        else:
            found.append(title)
    shared = _counterparts(doc, index, names, found, lexicon)
    return sorted([*found, *shared], key=lambda title: (title.start, title.outer))


def _doubled(doc: Doc, titles: Sequence[Title], lexicon: Lexicon) -> list[Title]:
    """The posts, where several of one person stand in a row ("Norwegian prime minister and defence minister Kari Lund")
    each with the holder and the country of the last and the first.
    """
    found = list(titles)
    for i in range(len(found) - 2, -1, -1):
        if _are_doubled(doc, found[i], found[i + 1], lexicon):
            found[i] = replace(found[i], person=found[i + 1].person)
    for i in range(1, len(found)):
        before, title = found[i - 1], found[i]
        shares = title.person and before.person == title.person and title.served is None and before.served is not None
        if shares and not _presides(doc, before, title, lexicon):
            found[i] = replace(title, of=before.of, served=before.served, usual=False)
    for i in range(1, len(found)):
        if _adds_post(doc, found[i - 1], found[i]):
            found[i] = replace(found[i], person=found[i - 1].person, of=found[i].of or found[i - 1].of)
        elif _introduces(doc, found[i - 1], found[i]):
            found[i - 1] = replace(found[i - 1], person=found[i].person)
    return found


def _adds_post(doc: Doc, first: Title, second: Title) -> bool:
    """Whether a post follows another behind its holder: "Kari Lund, Norway's trade minister and a former envoy"."""
    behind = first.person is not None and first.person[1] <= first.outer
    alone = not second.plural and (second.person is None or second.person == first.person)
    return behind and alone and doc[first.end : second.outer].text in ("and", ", and", "and as")


def _introduces(doc: Doc, first: Title, second: Title) -> bool:
    """Whether a post stands before another with the holder of both: "the chair of NATO, Norwegian Premier Lund,"."""
    definite = first.outer < first.start or first.served is not None
    if first.person or first.plural or not definite or second.person is None or second.person[0] < second.end:
        return False
    apposed = doc[first.end : second.outer].text == ","
    end = second.person[1]
    closed = end < len(doc) and doc[end].text in (",", ".") and doc[min(end + 1, len(doc) - 1)].lower_ != "and"
    return apposed and closed


def _are_doubled(doc: Doc, first: Title, second: Title, lexicon: Lexicon) -> bool:
    """Whether two posts in a row have one holder; an article or a country of its own makes the second another's."""
    if _presides(doc, first, second, lexicon):
        return second.person is not None and second.person[0] >= second.end
    own = (first.served is not None and first.served < first.start) or first.outer == first.start
    alike = doc[first.head].text[0].isupper() == doc[second.head].text[0].isupper()
    if first.plural or not own or not alike or second.served is not None or second.person is None:
        return False
    link = doc[first.end : second.outer].text
    series = link == "," and first.end > 1 and any(doc[i].lower_ == "and" for i in range(second.end, second.person[0]))
    return second.person[0] >= second.end and (link in ("and", "&", ", and") or series)


def _presides(doc: Doc, first: Title, second: Title, lexicon: Lexicon) -> bool:
    """Whether the first of two posts with nothing between is that of a body: "NATO Chair Prime Minister Kari Lund"."""
    return first.end == second.outer and not first.plural and doc[first.head].lower_ in lexicon.titles.presiding


def _holders(doc: Doc, names: Names, title: Title, lexicon: Lexicon) -> Iterator[Name]:
    """The persons named behind a plural post; who follows "and" holds another: "the Kenyan leaders and Lund"."""
    first = row_end(doc, names, title.end)
    if first < len(doc) and doc[first].lower_ not in ("and", "&"):
        yield from _people(doc, names, first, lexicon)


def _people(doc: Doc, names: Names, i: int, lexicon: Lexicon) -> Iterator[Name]:
    """The persons named in a row from token `i` on, each perhaps with "of" and a country behind."""
    while i < len(doc):
        while i < len(doc) and doc[i].lower_ in _SEPARATORS | lexicon.names.honorifics:
            i += 1
        name = _person_at(doc, names, i, lexicon)
        if name is None:
            return
        yield name
        own = _own_country(doc, names, name)
        i = own.end if own else name.end
        i += own is not None and i < len(doc) and doc[i].text == ")"
        if i < len(doc) and doc[i].lower_ not in _SEPARATORS:
            return


def _person_at(doc: Doc, names: Names, i: int, lexicon: Lexicon) -> Name | None:
    name = names.at(i)
    if name is not None and name.kind is EntityKind.PERSON:
        return name if name.start == i else None
    place = names.known_at(i - 1) if i else None  # "the leaders of Chilean Patagonia"
    end = untagged(doc, i, names, lexicon) if place is None or place.form != "demonym" else None
    return Name(i, end, EntityKind.PERSON, doc[i:end].text) if end else None


def _own_country(doc: Doc, names: Names, person: Name) -> Name | None:
    if person.end + 1 < len(doc) and doc[person.end].lower_ in ("of", "for", "("):
        after = names.at(person.end + 1) or (names.at(person.end + 2) if person.end + 2 < len(doc) else None)
        return after if after and after.kind is EntityKind.COUNTRY else None
    return None


def _countries(doc: Doc, names: Names, outer: int, head: int, end: int) -> list[str]:
    """Keys of the countries before a plural post, or behind it and "of", in order."""
    first = outer
    while first and (doc[first - 1].lower_ in _SEPARATORS or names.known_at(first - 1)):
        first -= 1
    before = [hit.actor.key for hit in names.known_in(first, head) if hit.actor.kind == "country"]
    last = row_end(doc, names, head + 1)
    behind = [hit.actor.key for hit in names.known_in(head + 1, max(last, end)) if hit.actor.kind == "country"]
    return behind or before


def row_end(doc: Doc, names: Names, i: int) -> int:
    """Where the countries that follow a post end: "of Moldova, Romania and Bulgaria"."""
    end = i
    while i < len(doc) and (doc[i].lower_ in _SEPARATORS | {"of", "from"} or names.known_at(i)):
        i += 1
        if names.known_at(i - 1):
            end = i
    return end


def _share(
    doc: Doc, names: Names, title: Title, text: str, people: Sequence[Name], keys: Sequence[str], lexicon: Lexicon
) -> Iterator[Title]:
    """One post for each person; the first carries the words of the phrase."""
    each = of_each_field(text, lexicon) if len(keys) < 2 else []
    for i, person in enumerate(people):
        own = _own_country(doc, names, person)
        key = own.key if own else keys[i] if len(keys) == len(people) else keys[0] if len(keys) == 1 else None
        held = each[i] if len(each) == len(people) else text
        here = replace(title, text=held, of=key, plural=False, person=(person.start, person.end), usual=False)
        yield here if i == 0 else replace(here, start=person.start, end=person.start, outer=person.start)


def of_each_field(text: str, lexicon: Lexicon) -> list[str]:
    """The posts of several fields that have one word together: "foreign and trade ministers"; none, if it has one."""
    *before, head = singular(text, lexicon).split() or [""]
    fields = " ".join(before).replace(", and ", ", ").replace(" and ", ", ").split(", ")
    plain = all(field and field.lower() in lexicon.titles.modifiers | lexicon.titles.fields for field in fields)
    return [f"{field} {head}" for field in fields] if plain and len(fields) > 1 else []


def _counterparts(doc: Doc, index: Index, names: Names, titles: Sequence[Title], lexicon: Lexicon) -> Iterator[Title]:
    borne = Latest((title.start, n) for n, title in enumerate(titles) if title.person)
    for i in index.of(lexicon.groups.counterparts):
        last = borne.before(i)
        held = None if last is None else titles[last]
        keys = _countries(doc, names, i, i, i + 1)
        people = list(_people(doc, names, row_end(doc, names, i + 1), lexicon))
        if not (held and keys and people):
            continue
        beside = names.known_at(i - 1) if i else None
        outer = beside.start if beside and beside.end == i else i
        post = Title(i, i + 1, i, held.text, keys[0], outer, False, False, outer)
        yield from _share(doc, names, post, held.text, people, keys, lexicon)


def singular(text: str, lexicon: Lexicon) -> str:
    """The post of each of those who hold some together: "Foreign Minister"."""
    words = text.split()
    plain = [word[:-1] if word.lower() in lexicon.titles.plurals else word for word in words]
    if len(words) and plain == words and words[-1].endswith("s"):
        plain[-1] = words[-1][:-1]
    return " ".join(plain)
