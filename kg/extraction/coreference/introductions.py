"""Who is introduced by a post alone and named later: "Norway's trade minister is in Peru. Kari Lund landed today"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extraction.coreference.persons import Person
from kg.extraction.grammar.lemmas import entry
from kg.lexicon import Lexicon
from kg.naming.titles import Title
from kg.parse import Doc, Token


def introduce(doc: Doc, titles: Sequence[Title], people: Sequence[Person], lexicon: Lexicon) -> None:
    """Give the one person of a text who has no post the one post without a holder, if both do what officials do."""
    posts = {(title.text.lower(), title.of): title for title in reversed(titles) if _is_without_holder(title)}
    plain = [person for person in people if not person.titles and len(person.words) > 1]
    if len(posts) != 1 or len(plain) != 1:
        return
    (title,), (person,) = posts.values(), plain
    span = min(person.spans)
    first, second = doc[title.end - 1].sent, doc[span[0]].sent
    if first.end > second.start or not any(_acts(doc, i, lexicon) for i in range(title.head, title.end)):
        return
    alike = any(title.text.lower() == held.text.lower() and held.of == title.of for held in _held(people))
    if not alike and _acts(doc, span[1] - 1, lexicon) and doc[span[1]].text not in (",", "("):
        person.titles.append(replace(title, person=span))


def _is_without_holder(title: Title) -> bool:
    return title.person is None and not title.plural and not title.usual and title.of is not None


def _held(people: Sequence[Person]) -> Iterator[Title]:
    return (title for person in people for title in person.titles)


def _acts(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether a word is the subject of a verb of what officials do, and of no other, such as one of saying."""
    return doc[i].dep_ == "nsubj" and _is_of_event(doc[i].head, lexicon)


def _is_of_event(verb: Token, lexicon: Lexicon) -> bool:
    return (entry(verb, lexicon.frame_words), "VERB") in lexicon.frames
