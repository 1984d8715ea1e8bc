"""Posts that named persons hold or held."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.coreference import Reading
from kg.lexicon.words import People
from kg.model import Post
from kg.naming.titles import Title
from kg.rule import Rule


def read(reading: Reading) -> list[Post]:
    """One post for each person, title and country that the document states."""
    posts: dict[tuple[str, str, bool], Post] = {}
    told = _predicates(reading) if reading.people else {}
    for person in reading.people:
        local = reading.id_of(person)
        for title in [*person.titles, *told.get(local, ())]:
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
    surely = reading.lexicon.confidence
    return Post(
        id=local,
        person=person,
        title=title.text,
        of=reading.actor(of) if of else None,
        former=title.former,
        evidence=(reading.cut(start, end),),
        confidence=surely.title_with_country if title.of else surely.title,
        rule=Rule(kind="title"),
        trigger=reading.cut(title.head, title.head + 1),
    )


def _predicates(reading: Reading) -> Mapping[str, list[Title]]:
    """By person: "He is the former director of intelligence", "served as ambassador", "appointed her as its envoy"."""
    found: defaultdict[str, list[Title]] = defaultdict(list)
    for title in reading.titles:
        if title.person or title.plural:
            continue
        holder, past = _holder(reading.doc[title.head], reading.lexicon.people)
        refs = reading.refer(holder) if holder is not None else []
        if len(refs) == 1:
            start, end = min(title.outer, refs[0].start), max(title.end, refs[0].end)
            of = title.of or reading.possessor(title)
            told = replace(title, of=of, former=title.former or past, outer=start, end=end)
            found[refs[0].entity].append(told)
    return found


def _holder(head: Token, people: People) -> tuple[Token | None, bool]:
    """The word for whom a predicate gives the post `head`, and whether it is said of the past."""
    children = {child.lower_ for child in head.children}
    if any(child.dep_ == "cop" for child in head.children):
        return _child(head, "nsubj"), "was" in children
    verb = next((t for t in head.ancestors if t.pos_ == "VERB"), None) if "as" in children else None
    lemma = verb.lemma_.lower() if verb is not None else ""
    if verb is None or lemma not in people.serving | people.appointing:
        return None, False
    if lemma in people.serving:
        return _child(verb, "nsubj"), verb.tag_ in ("VBD", "VBN")
    return (_child(verb, "nsubj:pass") or _child(verb, "obj")), False


def _child(head: Token, dep: str) -> Token | None:
    return next((child for child in head.children if child.dep_ == dep), None)


def _without_shortened(posts: list[Post]) -> list[Post]:
    """Drops a title that only shortens another of the same person: "Secretary" beside "Secretary of State"."""
    shorter = {(post.person, part) for post in posts for part in _shortened(_words_of_title(post))}
    return [post for post in posts if (post.person, _words_of_title(post)) not in shorter]


def _words_of_title(post: Post) -> tuple[str, ...]:
    return tuple(post.title.lower().split())


def _shortened(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All that a title begins or ends with, but itself."""
    for n in range(1, len(words)):
        yield from (words[:n], words[-n:])
