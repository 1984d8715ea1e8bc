"""What people ask of the things in a base, and what they judge: why two are one or are not, and whether they should."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from kg.anchors import Anchor, anchor
from kg.base import Base, Manifest
from kg.errors import ChoiceError
from kg.identity import Judgement, Standing
from kg.model import EntityKind
from kg.pipeline import publish
from kg.resolve import Resolver
from kg.review import Question, Things, Why, questions
from kg.review import why as explain
from kg.review.why import Said

_PEOPLE = (EntityKind.PERSON, EntityKind.ROLE)


class Bench:
    """A base as it is to be judged: found anew from the facts, as the next build finds it.

    Raises BaseError if there is none, or if it is damaged.
    """

    def __init__(self, path: Path) -> None:
        with Base.open(path) as base:
            contents = list(base.facts.contents())
            self.judgements: Sequence[Judgement] = base.facts.judgements()
        self._resolver = Resolver(contents, self.judgements)
        self._said: Said = {document.id: (document, said) for document, said in contents}
        self._things = Things(contents, self._resolver.resolution)

    def why(self, one: str, other: str) -> Why:
        """Why two things, each given by name or id, are one or two. Raises ChoiceError."""
        return explain(self._said, self._things, self._resolver.finding, one, other)

    def questions(self, most: int) -> list[Question]:
        """The least certain joins, made or not, that nobody has judged."""
        return list(islice(questions(self._said, self._things, self._resolver.doubts()), most))

    def anchors(self, one: str, other: str) -> tuple[Anchor, Anchor]:
        """The words by which two things, each given by name or id, are judged. Raises ChoiceError."""
        pair = self._things.pair(one, other)
        found = [anchor(*self._said[document], local) for document, local in pair]
        for reference, words in zip(pair, found, strict=True):
            if words is None:
                raise ChoiceError(f"no words of the text name {'#'.join(reference)}, so that it cannot be judged")
        left, right = (each for each in found if each)
        people = {self._things.of(reference).kind in _PEOPLE for reference in pair}
        if left == right or left.sort is not right.sort or len(people) > 1:
            raise ChoiceError(f"{left.name!r} and {right.name!r} are not two things of one sort; name others")
        return left, right

    def standing(self) -> list[tuple[Judgement, Standing]]:
        """All judgements, and what became of each."""
        return [(judgement, self._resolver.standing(judgement)) for judgement in self.judgements]


def judge(path: Path, judgements: Iterable[Judgement]) -> None:
    """Remember judgements, each in the place of an earlier one on the same two things; the next build obeys them."""
    with Base.open(path, write=True) as base:
        for judgement in judgements:
            base.facts.judge(judgement)


def obey(path: Path) -> Manifest:
    """Make the graph of a base anew, as its judgements say."""
    with Base.open(path, write=True) as base:
        return publish(base)[0]
