"""What people ask of the things in a base, and what they judge: why two are one or are not, and whether they should."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.anchors import Anchor, Reference, anchor
from kg.base import Base, Manifest
from kg.errors import ChoiceError
from kg.identity import Judgement, Outcome
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
            self.unheeded: Sequence[str] = base.facts.unheeded()
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
        left = self._words(pair[0])
        right = self._words(pair[1], unlike=left)
        people = {self._things.of(reference).kind in _PEOPLE for reference in pair}
        if left == right or left.sort is not right.sort or len(people) > 1:
            raise ChoiceError(f"{left.name!r} and {right.name!r} are not two things of one sort; name others")
        return left, right

    def _words(self, reference: Reference, unlike: Anchor | None = None) -> Anchor:
        """The words for a thing: of a document, or, where that only says "Indian", of another that names it."""
        if words := self._anchor(reference):
            return words
        named = filter(None, map(self._anchor, self._things.of(reference).members))
        if words := next((each for each in named if each != unlike), None):
            return words
        raise ChoiceError(f"no words of the text name {'#'.join(reference)}, so that it cannot be judged")

    def _anchor(self, reference: Reference) -> Anchor | None:
        document, local = reference
        return anchor(*self._said[document], local)

    def outcomes(self) -> list[Outcome]:
        """What became of all judgements."""
        return [self._resolver.outcome(judgement) for judgement in self.judgements]


def judge(path: Path, judgements: Iterable[Judgement]) -> None:
    """Remember judgements, each in the place of an earlier one on the same two things; the next build obeys them.

    Raises BaseError, and remembers none, if a document is damaged, so that there could be no graph that obeys.
    """
    Base.open(path).close()  # else opening it to write would make one
    with Base.open(path, write=True) as base:
        base.facts.key()  # which looks at every record
        for judgement in judgements:
            base.facts.judge(judgement)


@dataclass(frozen=True)
class Obeyed:
    """A graph as the judgements say, and what became of some; they overrule earlier ones; `unheeded` are damaged."""

    manifest: Manifest
    outcomes: Sequence[Outcome]
    overruled: Sequence[Outcome]
    unheeded: Sequence[str]


def obey(path: Path, judged: Iterable[Judgement] = ()) -> Obeyed:
    """Make the graph of a base anew, as its judgements say, and tell what became of those that were just given.

    Of two on the same things only the later one counts.
    """
    asked = set({judgement.pair: judgement for judgement in judged}.values())
    with Base.open(path, write=True) as base:
        resolver = Resolver(base.facts.contents(), base.facts.judgements())
        manifest, _ = publish(base, resolver.resolution)
        every = [resolver.outcome(judgement) for judgement in base.facts.judgements()]
        unheeded = base.facts.unheeded()
    outcomes = [outcome for outcome in every if outcome.judgement in asked]
    overruled = [outcome for outcome in every if outcome.judgement not in asked and outcome.by in asked]
    return Obeyed(manifest, outcomes, overruled, unheeded)


def discard(path: Path) -> int:
    """Remove the judgements that are damaged; how many there were."""
    Base.open(path).close()  # likewise
    with Base.open(path, write=True) as base:
        return base.facts.discard()
