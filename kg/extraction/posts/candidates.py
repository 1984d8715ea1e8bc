"""Candidates of posts: a title beside a name, or given to somebody by a verb."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.extraction.arguments.candidates import TriggerCandidate
from kg.naming.titles import Title


class Mark(StrEnum):
    """What may be seen around a title that may be somebody's post."""

    DESCRIPTION = "a description, which is no post"
    SEVERAL = "given to several"
    IDLE = "given by a verb that gives no posts"
    USUAL = "of the country that alone has the post"
    FORMER = "of the past"


@dataclass(frozen=True, kw_only=True)
class PostCandidate(TriggerCandidate):
    """A title that may be the post of a person, of the country told with it (`title.of`), or of the person's."""

    title: Title
    person: str
    country: str | None
    """Key of the country or organisation that the person serves."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the title in lower case."""
        return tuple(self.title.text.lower().split())

    @property
    def features(self) -> dict[str, Any]:
        """Those of the title's main word, and whether title and person tell of a country."""
        told = {"title": " ".join(self.words), "country in title": self.title.of is not None}
        return {**super().features, **told, "country of person": self.country is not None}
