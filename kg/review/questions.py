"""What people are asked: whether two things, which were joined or kept apart with little to spare, are one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.anchors import Anchor, anchor
from kg.identity import Doubt
from kg.review.things import Thing, Things
from kg.review.why import Said, Step, step


@dataclass(frozen=True, slots=True)
class Question:
    """Two sides with what was weighed between them, and the words by which a judgement will know them."""

    one: bool
    margin: float
    step: Step
    left: Thing
    right: Thing
    anchors: tuple[Anchor, Anchor]

    @property
    def decided(self) -> str:
        """What the program did: "joined, with 0.50 to spare"; what rules decide has nothing to spare."""
        return ("joined" if self.one else "kept apart") + (
            f", with {self.margin:.2f} to spare" if self.step.total else ""
        )


def questions(said: Said, things: Things, doubts: Iterable[Doubt]) -> Iterator[Question]:
    """The questions that doubts raise, in their order; those that no words could be cited for are passed over."""
    for doubt in doubts:
        left, right = (anchor(*said[document], local) for document, local in (doubt.tie.left, doubt.tie.right))
        if left and right and left != right:
            ends = things.of(doubt.tie.left), things.of(doubt.tie.right)
            yield Question(doubt.one, doubt.margin, step(said, things, doubt.tie), *ends, (left, right))
