"""Explanations in the terminal: sentences with their words in colours, and below each the facts that it gave."""

import sys
from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.cli.console import legible, show
from kg.explanation import Account, Explanation, Line, Part

_COLOURS = {
    "trigger": 220,
    "person": 153,
    "country": 222,
    "organisation": 151,
    "place": 229,
    "time": 183,
    "post": 252,
    "instrument": 218,
}
"""Of the 256 colours of terminals, those nearest to the page's; the labels say the same again."""
_STYLES = {tone: f"color(16) on color({colour})" for tone, colour in _COLOURS.items()} | {"said": "underline"}
_LONGEST = 90  # characters of what was said that are shown again below its sentence
_FAINT = "bright_black"
_UNTAKEN = ", too little for a base"


def draw(explanation: Explanation) -> None:
    """One document on standard output, as wide as the terminal; in a file without colours, each sentence one line."""
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else 10_000, markup=False, highlight=False, emoji=False)
    document = explanation.document
    about = [document.title or document.id, document.source or "", str(document.date or "")]
    with console.capture() as printed:
        console.print(_text(" · ".join(filter(None, about)), "bold underline"))
        for sentence in explanation.sentences:
            console.print()
            style = _FAINT if sentence.silent else ""
            console.print(_marked(sentence.parts, style, coloured=terminal))
            for index, account in enumerate(sentence.facts):
                if index:
                    console.print()
                for drawn in _account(account):
                    console.print(Padding(drawn, (0, 0, 0, 4)))
    show("\n".join(line.rstrip() for line in printed.get().splitlines()) + "\n")


def _text(words: str, style: str = "") -> Text:
    return Text("\n".join(legible(line) for line in words.split("\n")), style)


def _marked(parts: Iterable[Part], style: str, *, coloured: bool) -> Text:
    """The parts of a sentence with their labels; where there are no colours, in brackets."""
    text = Text()
    for part in parts:
        if isinstance(part, str):
            text.append(legible(part), style)
            continue
        own = _STYLES[part.tone] if coloured else ""
        labels = ", ".join(f"{label} {' '.join(map(str, facts))}" for label, facts in part.labels)
        space = "" if part.tone == "said" else " "
        opening, between, closing = (space, " ", space) if coloured else ("[", " | ", "]")
        text.append(opening, own)
        text.append_text(_marked(part.parts, own, coloured=coloured))
        text.append(f"{between}{legible(labels)}" if labels else "", f"{own} italic" if own else "")
        text.append(closing, own)
    return text


def _account(account: Account) -> Iterator[RenderableType]:
    """A fact: what it is, its rows, the rule in words, and the line of the lexicon."""
    yield Text.assemble(
        _text(f"{account.number}  {account.type}", "bold"),
        _text(f"  {account.reality}"),
        (f"  confidence {account.fact.confidence:.2f}{'' if account.taken else _UNTAKEN}", _FAINT),
    )
    rows = Table.grid(padding=(0, 2))
    for row in account.rows:
        words = _text(f"“{row.words}” → " if row.words else "", "italic")
        value = row.value if len(row.value) <= _LONGEST else f"{row.value[:_LONGEST].rstrip()} …"
        likely = f"{row.likely:.2f}{'' if row.taken else _UNTAKEN}" if row.likely is not None else ""
        told = Text.assemble(words, _text(value), _text(f"  {row.note}", _FAINT))
        rows.add_row(_text(row.label, _FAINT), _text(likely, _FAINT), told)
    yield Padding(rows, (0, 0, 0, 3))
    yield Padding(Text.assemble(_text(account.reason.words), _text(f"  {account.fact.rule}", _FAINT)), (0, 0, 0, 3))
    if account.grounds:
        yield Padding(_text(f"weighed: {account.weighed}", _FAINT), (0, 0, 0, 3))
    if account.reason.line:
        yield Padding(_line(account.reason.line), (0, 0, 0, 3))


def _line(line: Line) -> Text:
    before, word, after = line.text[: line.begin], line.text[line.begin : line.end], line.text[line.end :]
    where = _text(f"{line.file}, line {line.number}")
    section = _text(f"  {line.section}\n", _FAINT)
    return Text.assemble(where, section, _text(before, _FAINT), _text(word, "bold yellow"), _text(after, _FAINT))
