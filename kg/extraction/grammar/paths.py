"""Paths over a dependency parse, written as text and compiled once: `>obl*{>case{lower=with}}`, "with whom".

A path leads from a word to words:

    PATH       walks: `WALK | WALK` leads wherever one of them leads, `WALK / WALK` where the first leads that leads
               anywhere; `|` binds closer
    WALK       steps, one behind the other: `>acl >obl` leads to the obliques of the participles that hang on a word
    STEP       `>RELATIONS` to the dependents that have one of these relations to the word, `<RELATIONS` to its head
               if it has one of these relations to it, `.RELATIONS` nowhere else, if it has one of them;
               behind it may stand constraints in braces, on the word it comes to, and `+` to repeat the step, once or
               more, or `?` to take it or not
    RELATIONS  of Universal Dependencies, `nsubj|obj`; a `*` stands for any ending, `nsubj*`; none are all

Constraints are separated by commas, and all must hold:

    lemma=meet|talk        its lemma, or what its endings leave, is one of these
    lower=will             the word as written, but in lower case       lower!=will    it is not
    pos=NOUN, tag=VBN      its part of speech, universal and of the Penn Treebank
    dep=obj                its own relation
    lemma=$events.waters   any word of a class of `words.yaml`
    before, after          it stands left, right of the word the step comes from
    >det, !>det            from it the path leads somewhere, leads nowhere
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NoReturn

from kg.errors import ConfigurationError
from kg.extraction.grammar import walks
from kg.extraction.grammar.tagsets import POS, RELATIONS, TAGS
from kg.extraction.grammar.walks import Test, Walk
from kg.lexicon import class_names
from kg.parse import Token

_ALLOWED = {"pos": POS, "tag": TAGS, "dep": RELATIONS}


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path: called with a word, it gives the words it leads to, each once, in the order of the text."""

    text: str
    walk: Walk = field(repr=False, compare=False)

    def __call__(self, token: Token) -> list[Token]:
        """The words that the path leads to."""
        return self.walk(token)

    def first(self, token: Token) -> Token | None:
        """The first word of the text that the path leads to."""
        return next(iter(self.walk(token)), None)

    def matches(self, token: Token) -> bool:
        """Whether the path leads anywhere."""
        return bool(self.walk(token))


@cache
def path(text: str) -> Path:
    """Compile a path. Raises ConfigurationError that says where it is no path.

    >>> path(">nsubj | >obj")
    Path(text='>nsubj | >obj')
    """
    return Path(text, _Parser(text).path())


def behind(preposition: str) -> Path:
    """The path to the phrases of a word behind a preposition: "with whom"."""
    return path(f'>obl*|nmod*{{dep!=nmod:poss|obl:agent, >case{{lower="{preposition}", before}}}}')


class _Parser:
    """Reads one path from left to right, and compiles what it reads."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def path(self) -> Walk:
        walk = self._choice()
        if self.at < len(self.text):
            self._refuse("a step (> < .), | or / is expected")
        return walk

    def _choice(self) -> Walk:
        unions = [self._union()]
        while self._take("/"):
            unions.append(self._union())
        return walks.first_that_leads(unions)

    def _union(self) -> Walk:
        found = [self._walk()]
        while self._take(r"\|"):
            found.append(self._walk())
        return walks.together(found)

    def _walk(self) -> Walk:
        steps = [self._step()]
        while self._sees("[><.]"):
            steps.append(self._step())
        return walks.one_behind_the_other(steps)

    def _step(self) -> Walk:
        direction = self._take("[><.]") or self._refuse("a step is expected: >, < or .")
        relations = self._relations()
        side, tests = self._constraints() if self._take(r"\{") else ("", [])
        if side and direction == ".":
            self._refuse(f"{side} compares two words, but . stays at one")
        step = walks.STEPS[direction](relations, side, walks.all_of(tests))
        return {"": step, "+": walks.again(step), "?": walks.perhaps(step)}[self._take("[+?]")]

    def _relations(self) -> frozenset[str]:
        found: set[str] = set()
        while name := self._take(r"[A-Za-z][\w:]*\*?"):
            stem = name.removesuffix("*")
            meant = {known for known in RELATIONS if known == name or (stem != name and known.startswith(stem))}
            found |= meant or self._refuse(f"there is no relation {name}", name)
            if not self._take(r"\|(?=\s*[A-Za-z])"):
                break
        return frozenset(found)

    def _constraints(self) -> tuple[str, list[Test]]:
        """On which side the word must stand, if on one, and what else must hold of it."""
        side, tests = "", list[Test]()
        while True:
            if not side and (given := self._take(r"(?:before|after)\b")):
                side = given
            elif self._take(r"!(?=\s*[><.])"):
                tests.append(walks.unlike(walks.somewhere(self._choice())))
            elif self._sees("[><.]"):
                tests.append(walks.somewhere(self._choice()))
            else:
                tests.append(self._comparison())
            if not self._take(","):
                break
        if not self._take(r"\}"):
            self._refuse("a comma or } is expected")
        return side, tests

    def _comparison(self) -> Test:
        name = self._take(r"\w+") or self._refuse("a constraint is expected")
        if name not in walks.ATTRIBUTES:
            self._refuse(f"there is no {name}, only {', '.join(walks.ATTRIBUTES)}, before and after", name)
        sign = self._take("!?=") or self._refuse(f"= or != is expected behind {name}")
        values = [self._value(name)]
        while self._take(r"\|"):
            values.append(self._value(name))
        test = walks.comparison(name, values)
        return test if sign == "=" else walks.unlike(test)

    def _value(self, name: str) -> str:
        """A word in a comparison, or the name of a class of words behind "$"."""
        given = self._take(r'"[^"]+"|[^\s|,{}"]+') or self._refuse("a value is expected")
        word, allowed = given.strip('"'), _ALLOWED.get(name)
        if allowed is not None and word not in allowed:
            self._refuse(f"there is no {name} {word}", given)
        if allowed is None and given.startswith("$") and word[1:] not in class_names():
            self._refuse(f"there is no word class {word[1:]}", given)
        if allowed is None and word != word.lower():
            self._refuse(f"words are compared in lower case, not as {word}", given)
        return word

    def _sees(self, pattern: str) -> re.Match[str] | None:
        return re.compile(rf"\s*({pattern})\s*").match(self.text, self.at)

    def _take(self, pattern: str) -> str:
        """Goes past what the pattern fits here, with the space around it; "" if it fits nothing."""
        found = self._sees(pattern)
        self.at = found.end() if found else self.at
        return found[1] if found else ""

    def _refuse(self, why: str, read: str = "") -> NoReturn:
        """Raises ConfigurationError, about what comes next or was just read."""
        at = self.text.rfind(read, 0, self.at) if read else self.at
        where = f"at {self.text[at:]!r} (character {at + 1})" if at < len(self.text) else "at its end"
        raise ConfigurationError(f"{self.text!r} is no path: {where}, {why}")
