"""Whom a person serves: the country or organisation that the text tells, or else the likeliest of those it names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extraction.coreference.persons import Person
from kg.extraction.coreference.service import Service
from kg.fitted import Classifier, shipped

MODEL = "serves"
"""The name of the model in its file."""
_AT_ONCE = 128
"""Persons who are judged together: a call of the model costs as much as the features of some."""


@dataclass(frozen=True, slots=True)
class AffiliationModel:
    """The fitted model of whom persons serve."""

    model: Classifier
    limit: float
    """The least probability of whom a person is read to serve,"""
    keep: float
    """and of whom the surest hint tells."""

    def chosen(self, likely: Iterable[tuple[str, bool, float]]) -> tuple[str | None, float]:
        """Whom a person serves, of those that are likely to a degree, one of them hinted at; and how likely."""
        ranked = sorted(likely, key=lambda one: (not (one[1] and one[2] >= self.keep), -one[2]))
        key, hinted, probability = next(iter(ranked), (None, False, 0.0))
        return (key, probability) if probability >= (self.keep if hinted else self.limit) else (None, probability)


class Affiliation:
    """Whom the persons of one document serve."""

    def __init__(self, service: Service, model: AffiliationModel) -> None:
        self.service, self._model = service, model
        people = service.hints.people
        self._read: dict[int, tuple[str | None, float]] = {id(one): (one.told, 1.0) for one in people if one.told}
        """Whom each person serves, and how probable that is; what the text tells is certain."""
        others = [person for person in people if not person.told]
        for start in range(0, len(others), _AT_ONCE):
            self._read |= self._judged(others[start : start + _AT_ONCE])

    def of(self, person: Person, least: float = 0.0) -> str | None:
        """Key of the country or organisation a person serves, if that is `least` or more probable."""
        key, likely = self._read[id(person)]
        return key if likely >= least else None

    def likely(self, person: Person) -> float | None:
        """How probable it is that a person serves whom it is read to serve; None where the text tells it."""
        return None if person.told else self._read[id(person)][1]

    def _judged(self, people: Sequence[Person]) -> Iterator[tuple[int, tuple[str | None, float]]]:
        """Whom some persons serve of whom the text does not tell it, and how probable that is."""
        candidates = [self.service.candidates(person) for person in people]
        likely = iter(self._model.model.probability([one.features for its in candidates for one in its]))
        for person, its in zip(people, candidates, strict=True):
            yield id(person), self._model.chosen([(one.key, one.hinted, next(likely)) for one in its])


@cache
def fitted() -> AffiliationModel:
    """The model that comes with the program; `make fit` writes it. Raises ConfigurationError."""
    return shipped(
        "en/affiliation.npz",
        lambda models, about: AffiliationModel(models[MODEL], float(about["limit"]), float(about["keep"])),
    )
