"""Posts that named persons hold or held."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.arguments.candidates import NONE, Marks, Verdict, marks_of
from kg.extraction.coreference import Reading, appointments
from kg.extraction.posts import decision
from kg.extraction.posts.candidates import Mark, PostCandidate
from kg.model import Post
from kg.naming.titles import Title
from kg.rule import Rule


def read(reading: Reading) -> list[Post]:
    """One post for each person, title and country that the document states."""
    told = [one for one in verdicts(reading) if one.against in (None, decision.SHORTENED)]  # these count as numbers
    standing = ((n, one.candidate) for n, one in enumerate(told, 1) if one.against is None)
    return [_post(f"p{n}", reading, one) for n, one in standing]


def verdicts(reading: Reading) -> list[Verdict[PostCandidate]]:
    """The verdicts on all titles that may be posts."""
    return decision.judged(list(_proposed(reading)))


def _proposed(reading: Reading) -> Iterator[PostCandidate]:
    """The titles of each person: those beside the name, then those that verbs give."""
    told = list(_predicates(reading)) if reading.people else []
    in_sight = {hit.actor.key for hit in reading.names.hits if hit.actor.kind == "country"}
    for person in reading.people:
        local, country = reading.id_of(person), reading.country_of(person, decision.SURE)
        served = reading.country_of(person)
        for title in person.titles:
            its = served if title.usual and title.of == served and in_sight <= {served} else None
            yield _candidate(reading, local, country or its, title, "title")
        for holder, title, marks in told:
            if holder == local:
                yield _candidate(reading, local, country, title, "predicate", marks)


def _candidate(
    reading: Reading, person: str, country: str | None, title: Title, rule: str, marks: Marks = NONE
) -> PostCandidate:
    seen = {
        Mark.DESCRIPTION: title.text.lower() in reading.lexicon.titles.descriptions,
        Mark.USUAL: title.usual,
        Mark.FORMER: title.former,
    }
    return PostCandidate(
        word=reading.doc[title.head],
        rule=rule,
        marks=marks | marks_of(seen),
        title=title,
        person=person,
        country=country,
    )


def _post(local: str, reading: Reading, post: PostCandidate) -> Post:
    title, of, surely = post.title, _served(reading, post), reading.lexicon.confidence
    start = min(title.outer, title.person[0]) if title.person else title.outer
    end = max(title.end, title.person[1]) if title.person else title.end
    return Post(
        id=local,
        person=post.person,
        title=title.text,
        of=of,
        former=title.former,
        evidence=(reading.cut(start, end),),
        confidence=surely.title_with_country if title.of or title.society is not None else surely.title,
        rule=Rule(kind="title"),
        trigger=reading.cut(title.head, title.head + 1),
    )


def _served(reading: Reading, post: PostCandidate) -> str | None:
    """The id of whom a post serves: a known actor, or an organisation by the words of the text."""
    key = decision.country(post)
    return reading.actor(key) if key else reading.society(post.title)


def _predicates(reading: Reading) -> Iterator[tuple[str, Title, Marks]]:
    """Who is given a post: "He is the former director of intelligence", "served as ambassador", "appointed her"."""
    for title in reading.titles:
        if title.person or title.plural:
            continue
        head, people = reading.doc[title.head], reading.lexicon.people
        given = [(word, past, idle) for word, past, idle in appointments.holders(head, people) if reading.refer(word)]
        if not given:
            continue
        replaced = [(word, True, False) for word in appointments.predecessors(head, people)]
        of = title.of or reading.possessor(title)
        for word, past, idle in dict.fromkeys([*given, *replaced]):
            refs = reading.refer(word)
            marks = marks_of({Mark.SEVERAL: len(refs) > 1, Mark.IDLE: idle})
            for ref in refs:
                start, end = min(title.outer, ref.start), max(title.end, ref.end)
                former = title.former or past
                yield ref.entity, replace(title, of=of, former=former, outer=start, end=end), marks
