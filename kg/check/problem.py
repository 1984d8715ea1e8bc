"""What a check finds."""

from typing import Literal

from kg.model import Record


class Problem(Record):
    """Something that is not as it should be, and where."""

    kind: Literal["count", "evidence", "name", "shape"]
    where: str
    message: str
