"""Posts that named persons hold or held."""

from collections.abc import Iterator

from kg.extraction.persons import Person
from kg.extraction.reading import Reading
from kg.model import EntityKind, Post
from kg.naming.titles import Title


def read(reading: Reading) -> list[Post]:
    """One post for each person, title and country that the document states."""
    posts: dict[tuple[str, str, bool], Post] = {}
    for person in reading.people:
        local = reading.entity(EntityKind.PERSON, person.name)
        for title in [*person.titles, *_predicates(reading, person)]:
            if title.text.lower() in reading.lexicon.titles.descriptions:
                continue
            key = (local, title.text.lower(), title.former)
            read = None if title.of and not title.usual else reading.country_of(person)
            of = title.of if title.former or read is None else read
            posts.setdefault(key, _post(f"p{len(posts) + 1}", reading, local, title, of))
    return _without_shortened(list(posts.values()))


def _post(local: str, reading: Reading, person: str, title: Title, of: str | None) -> Post:
    start = min(title.outer, title.person[0]) if title.person else title.outer
    end = max(title.end, title.person[1]) if title.person else title.end
    return Post(
        id=local,
        person=person,
        title=title.text,
        of=reading.actor(of) if of else None,
        former=title.former,
        evidence=(reading.cut(start, end),),
        confidence=0.95 if title.of else 0.8,
        rule="title",
        trigger=reading.cut(title.head, title.head + 1),
    )


def _predicates(reading: Reading, person: Person) -> Iterator[Title]:
    """ "He is the former director of intelligence", "served as ambassador to Iraq"."""
    local = reading.entity(EntityKind.PERSON, person.name)
    for title in reading.titles:
        if title.person or title.plural:
            continue
        head = reading.doc[title.head]
        copula = any(child.dep_ == "cop" for child in head.children)
        served = head.head.lemma_.lower() in ("serve", "appoint", "name", "work") and head.dep_ == "obl"
        if copula or served:
            holder = head if copula else head.head
            for child in holder.children:
                if child.dep_ in ("nsubj", "nsubj:pass") and [ref.entity for ref in reading.refer(child)] == [local]:
                    past = (served and head.head.tag_ == "VBD") or any(c.lower_ == "was" for c in head.children)
                    yield Title(**{**{f: getattr(title, f) for f in title.__slots__}, "former": title.former or past})


def _without_shortened(posts: list[Post]) -> list[Post]:
    """Drops a title that only shortens another of the same person: "Secretary" beside "Secretary of State"."""

    def shortens(short: Post, full: Post) -> bool:
        a, b = short.title.lower().split(), full.title.lower().split()
        return short.person == full.person and len(a) < len(b) and (b[: len(a)] == a or b[-len(a) :] == a)

    return [post for post in posts if not any(shortens(post, other) for other in posts)]
