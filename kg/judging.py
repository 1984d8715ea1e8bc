"""What people ask of the things in a base, and what they judge: why two are one or are not, and whether they should."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.actors import actors
from kg.anchors import Anchor, Reference, anchor
from kg.base import Base, Manifest
from kg.errors import ChoiceError
from kg.garbage import uncollected
from kg.identity import Effect, Judgement, Verdict
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
        self._path = path
        with Base.open(path) as base, uncollected():
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

    def anchors(self, one: str, other: str, verdict: Verdict) -> tuple[Anchor, Anchor]:
        """The words by which two things, each given by name or id, are judged. Raises ChoiceError."""
        pair = self._things.pair(one, other)
        own = self._anchor(pair[0]), self._anchor(pair[1])
        left = own[0] or self._words(pair[0], unlike=own[1])
        right = own[1] or self._words(pair[1], unlike=left)
        people = {self._things.of(reference).kind in _PEOPLE for reference in pair}
        if left == right or left.sort is not right.sort or len(people) > 1:
            raise ChoiceError(f"{left.name!r} and {right.name!r} are not two things of one sort; name others")
        if verdict is Verdict.SAME:
            self._require_one_key(*pair)
        return left, right

    def _require_one_key(self, one: Reference, other: Reference) -> None:
        """Raise ChoiceError for two that are known as two: states and bodies of the world, by their keys."""
        known = self._resolver.resolution.entities
        found = {known[each].key: known[each].name for each in (one, other) if each in known}
        if len(found) > 1 and found.keys() <= actors().keys():
            named = " and ".join(f"{name} ({key})" for key, name in found.items())
            raise ChoiceError(f"{named} are known as two, and cannot be judged the same; name others")

    def _words(self, reference: Reference, unlike: Anchor | None) -> Anchor:
        """The words for a thing of which a document only says "Indian": of another document, that names it."""
        named = filter(None, map(self._anchor, self._things.of(reference).members))
        if words := next((each for each in named if each != unlike), None):
            return words
        raise ChoiceError(f"no words of the text name {'#'.join(reference)}, so that it cannot be judged")

    def _anchor(self, reference: Reference) -> Anchor | None:
        document, local = reference
        return anchor(*self._said[document], local)

    def effects(self) -> list[Effect]:
        """What became of all judgements."""
        return [self._resolver.effect(judgement) for judgement in self.judgements]

    def judge(self, judgement: Judgement) -> bool:
        """Remember a judgement, if its judge gave none on a later day; whether it was taken.

        Every record was found whole when the base was read, and is not read again.
        """
        with Base.open(self._path, write=True, make=False) as base:
            return base.facts.judge(judgement)


def judge(path: Path, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Remember judgements, each in the place of the one before of the same person on the same two things.

    The next build obeys them. Gives those that were not taken: somebody judged otherwise on a later day. Raises
    BaseError, and remembers none, if a document is damaged, so that there could be no graph that obeys.
    """
    with Base.open(path, write=True, make=False) as base:
        base.facts.key()  # which looks at every record
        return [judgement for judgement in judgements if not base.facts.judge(judgement)]


@dataclass(frozen=True)
class Obeyed:
    """A graph as the judgements say, and what became of some; they overrule earlier ones; `unheeded` are damaged."""

    manifest: Manifest
    effects: Sequence[Effect]
    overruled: Sequence[Effect]
    unheeded: Sequence[str]


def obey(path: Path, judged: Iterable[Judgement] = ()) -> Obeyed:
    """Make the graph of a base anew, as its judgements say, and tell what became of those that were just given."""
    asked = set(judged)
    with Base.open(path, write=True) as base, uncollected():
        resolver = Resolver(base.facts.contents(), base.facts.judgements())
        manifest, _ = publish(base, resolver.resolution)
        every = [resolver.effect(judgement) for judgement in base.facts.judgements()]
        unheeded = base.facts.unheeded()
    effects = [effect for effect in every if effect.judgement in asked]
    overruled = [effect for effect in every if effect.judgement not in asked and effect.by in asked]
    return Obeyed(manifest, effects, overruled, unheeded)


def discard(path: Path) -> int:
    """Remove the judgements that are damaged; how many there were."""
    with Base.open(path, write=True, make=False) as base:
        return base.facts.discard()
