"""The lines of the lexicon's files, found by the words on them, so that "why" leads to the line one would edit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from textwrap import dedent

import yaml

from kg.lexicon import Loader, lexicon_files


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a lexicon's file, or for a frame the whole entry; `begin` to `end` of its text is the word."""

    file: str
    number: int  # of its first line, from 1
    section: str  # "agreements › verbs › signed"
    text: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    root: yaml.Node | None  # None for an empty file
    lines: list[str]


def listed(section: tuple[str, ...], fits: Callable[[str], bool]) -> Iterator[Line]:
    """The lines of a section on which a word that fits stands, in the list itself or in those below it."""
    for file in _files():
        node: yaml.Node | None = file.root
        for name in section:
            node = _value(node, name)
        for word, path in _words(node, section):
            if fits(word.value):
                yield _line(file, word, path, word.start_mark.line, word.end_mark.line)


def frame(lemma: str, pos: str, number: int) -> Line | None:
    """The entry of the `number`th frame of a word, counted from 1 through all files."""
    return next(islice(_frames(lemma, pos), number - 1, None), None)


def _frames(lemma: str, pos: str) -> Iterator[Line]:
    for file in _files():
        for entry in _items(_value(file.root, "frames")):
            word = next((node for node in _items(_value(entry, "lemmas")) if node.value == lemma), None)
            given = _value(entry, "pos")
            if word is not None and given is not None and given.value == pos:
                yield _line(file, word, ("frames",), entry.start_mark.line, _last(entry))


def _files() -> Iterator[_File]:
    return map(_parsed, lexicon_files())


@cache
def _parsed(path: Path) -> _File:
    text = path.read_text(encoding="utf-8")
    return _File(path.name, yaml.compose(text, Loader), text.splitlines())


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """What a mapping gives for a key."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _words(node: yaml.Node | None, path: tuple[str, ...]) -> Iterator[tuple[yaml.Node, tuple[str, ...]]]:
    """The words in a list, or in the lists of a mapping; keys are words where they have no list."""
    yield from ((item, path) for item in _items(node) if isinstance(item, yaml.ScalarNode))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                yield key, path
            else:
                yield from _words(value, (*path, key.value))


def _last(node: yaml.Node) -> int:
    """The last line of a node; the end of one in block style lies behind the space that follows it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return int(node.end_mark.line)
    parts = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
    return max((_last(part) for part in parts), default=int(node.start_mark.line))


def _line(file: _File, word: yaml.Node, path: tuple[str, ...], first: int, last: int) -> Line:
    whole = file.lines[first : last + 1]
    text = dedent("\n".join(whole))
    indent = len(whole[0]) - len(text.split("\n")[0])
    before = sum(len(line) - indent + 1 for line in whole[: word.start_mark.line - first])
    begin = before + word.start_mark.column - indent
    end = begin + word.end_mark.column - word.start_mark.column
    return Line(file.name, first + 1, " › ".join(path), text, begin, end)
