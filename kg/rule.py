"""What read a fact off the text: the name of a rule, as a value."""

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

_RENDERED = re.compile(r"(\w+):(.+?)(?:\.(VERB|NOUN)(?:\.([2-9]|[1-9][0-9]+))?)?", re.DOTALL)


class Rule(BaseModel):
    """A rule by its kind ("frame", "title", "act") and, where it goes by a word, the word's lemma and part of speech.

    `number` counts the rules of the same word. One without a kind says that nobody told which rule it was.

    >>> str(Rule(kind="frame", lemma="speak", pos="VERB", number=2))
    'frame:speak.VERB.2'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = ""
    lemma: str = ""
    pos: str = ""
    number: int = 1

    def __str__(self) -> str:
        """Its text, for readers and for `dip:rule`; nothing takes it apart again."""
        numbered = (self.lemma, self.pos, str(self.number) if self.number > 1 else "")
        return ":".join(filter(None, (self.kind, ".".join(filter(None, numbered)))))

    @model_validator(mode="before")
    @classmethod
    def _lifted(cls, given: Any, info: ValidationInfo) -> Any:
        """The fields of a rule that JSON holds as text, as `facts.db` of an older base does."""
        if not isinstance(given, str) or info.mode != "json":
            return given
        found = _RENDERED.fullmatch(given)
        kind, lemma, pos, number = found.groups() if found else (given, "", None, None)
        return {"kind": kind, "lemma": lemma, "pos": pos or "", "number": int(number or 1)}


GOING_ON = Rule(kind="quotation", lemma="goes on")
"""Words in quotation marks that go on from those before, so that no word introduces them."""
