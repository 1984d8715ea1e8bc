"""`kg review`."""

import datetime as dt
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import complain, plural, say
from kg.cli.options import DEFAULT_BASE, PAGE, Base, Output, checked, words, wrong
from kg.cli.read import sum_up
from kg.cli.why import THING, tell_step
from kg.files import write

if TYPE_CHECKING:
    from kg.identity import Effect, Judgement
    from kg.judging import Bench
    from kg.review import Question

_SUFFIXES = (".yaml", ".yml")


def review(
    things: Annotated[
        list[str] | None,
        typer.Argument(metavar="[A B]", help=f"{THING} With --verdict: what is judged.", parser=words),
    ] = None,
    verdict: Annotated[
        str | None, typer.Option("--verdict", metavar="VERDICT", help="What A and B are: same, different or unsure.")
    ] = None,
    why: Annotated[str, typer.Option("--why", parser=words, help="Why you judge so.")] = "",
    by: Annotated[str | None, typer.Option("--by", parser=words, help="Who judges.", show_default="you")] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="Pairs at most.")] = 10,
    list_: Annotated[bool, typer.Option("--list", help="List the judgements, and what became of each.")] = False,
    import_: Annotated[Path | None, typer.Option("--import", help="File of judgements to take in.")] = None,
    export: Annotated[Path | None, typer.Option("--export", help="File to write the judgements to.")] = None,
    discard: Annotated[bool, typer.Option("--discard", help="Remove the judgements that are damaged.")] = False,
    output: Output = None,
    base: Base = DEFAULT_BASE,
) -> None:
    """Judge which persons, events and other things are one: the graph obeys, now and in every later build.

    In a terminal it asks about the least certain joins of persons, talks, visits and agreements, made or not, and shows
    the evidence of both sides; elsewhere it lists them. With -o it writes them as a page, on which answers become a
    file to --import. With A and B, two things of one sort are judged, whatever they are. `unsure` keeps apart. A
    judgement is on the words of two texts; it waits while one of them is gone or changed.

    Example: kg review "Ana Quispe" "Luis Rojas" --verdict different --why "two presidents" --base news.kg
    """
    ways = [way for way in (things or verdict, list_, import_, export, discard, output) if way]
    if len(ways) > 1:
        raise wrong("give one of: A and B with --verdict, --list, --import, --export, --discard, -o")
    judge = by or _user()
    if things or verdict:
        _judge_two(base, things or [], verdict, judge, why)
    elif import_:
        _import(base, import_)
    elif export:
        _export(base, checked(export, *_SUFFIXES))
    elif list_:
        _list(base)
    elif discard:
        _discard(base)
    elif output:
        _write_page(base, checked(output, *PAGE), top, judge)
    else:
        _ask_all(base, top, judge)


def _user() -> str:
    """Who is using the program, by the name of the account."""
    try:
        return words(getpass.getuser())
    except (OSError, KeyError):  # an account that has no name
        return f"user {os.getuid()}"


def _judge_two(base: Path, things: list[str], verdict: str | None, by: str, why: str) -> None:
    from kg.identity import Judgement, Verdict
    from kg.judging import Bench

    if len(things) != 2 or verdict not in list(Verdict):
        raise wrong(f"give two things and --verdict {', '.join(Verdict)}")
    bench = Bench(base)
    left, right = bench.anchors(things[0], things[1], Verdict(verdict))
    day = dt.date.today()
    given = Judgement(left=left, right=right, verdict=Verdict(verdict), by=by, when=day, why=why)
    if not bench.judge(given):
        _not_taken(given)
    _obey(base, [given])


def _obey(base: Path, given: Sequence["Judgement"]) -> None:
    """Let the graph obey, and tell which of these judgements it does not obey, and which earlier ones they overrule."""
    from kg.identity import Standing
    from kg.judging import obey

    if not given:
        say("judged 0 pairs")
        return
    done = obey(base, given)
    failed = [effect for effect in done.effects if effect.standing is not Standing.OBEYED]
    obeyed = f", {len(done.effects) - len(failed):,} obeyed" if failed else ""
    say(f"judged {plural(len(done.effects), 'pair')}{obeyed}")
    for effect in (*failed, *done.overruled):
        _tell(effect)
    sum_up(done.manifest, base.name, done.unheeded)


def _tell(effect: "Effect") -> None:
    say(_told(effect.judgement))
    say(f"  {effect.standing}" + (f": {_told(effect.by)}" if effect.by else ""))


def _import(base: Path, path: Path) -> None:
    from kg.judging import judge
    from kg.review import read_sheet

    judgements = read_sheet(path)
    for judgement in judge(base, judgements):
        _not_taken(judgement)
    _obey(base, judgements)


def _not_taken(judgement: "Judgement") -> None:
    say(_told(judgement))
    say(f"  not taken: {judgement.by} judged these two on a later day")


def _discard(base: Path) -> None:
    from kg.judging import discard

    say(f"removed {plural(discard(base), 'damaged judgement')}")


def _export(base: Path, path: Path) -> None:
    from kg.base import Base as Opened
    from kg.review import write_sheet

    with Opened.open(base) as opened:
        judgements = opened.facts.judgements()
    write(path, [write_sheet(judgements)])
    say(f"{path}: {plural(len(judgements), 'judgement')}")


def _list(base: Path) -> None:
    from kg.judging import Bench

    bench = Bench(base)
    found = bench.effects()
    for effect in found:
        _tell(effect)
    for line in bench.unheeded:
        complain(line)
    say(plural(len(found), "judgement"))


def _told(judgement: "Judgement") -> str:
    left, right = (f"{each.name} [{each.document}]" for each in (judgement.left, judgement.right))
    about = ", ".join(filter(None, (judgement.by, str(judgement.when or ""), judgement.why)))
    return f"{judgement.verdict}: {left} and {right} ({about})"


def _write_page(base: Path, output: Path, top: int, by: str) -> None:
    from kg.judging import Bench
    from kg.review import page

    asked = Bench(base).questions(top)
    write(output, [page(asked, base=base.name, by=by)])
    say(f"{output}: {plural(len(asked), 'pair')}")


def _ask_all(base: Path, top: int, by: str) -> None:
    from kg.judging import Bench

    bench = Bench(base)
    asked = bench.questions(top)
    judged: list[Judgement] = []
    for number, question in enumerate(asked, start=1):
        _show(question, number, len(asked))
        if _is_asking():
            answer = _answer()
            if answer == "quit":
                break
            judged += _kept(bench, question, answer, by)
    if not asked:
        say("there is nothing to ask")
    _tell_of_dissent(bench)
    if _is_asking():
        _obey(base, judged)


def _tell_of_dissent(bench: "Bench") -> None:
    """How many judgements are not obeyed as others say otherwise."""
    if number := sum(effect.by is not None for effect in bench.effects()):
        say(f"{plural(number, 'judgement')} overruled by others, as what one keeps apart stays so: kg review --list")


def _is_asking() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _show(question: "Question", number: int, of: int) -> None:
    say(f"{number} of {of}: {question.decided}")
    tell_step(question.step)
    for thing in dict.fromkeys((question.left, question.right)):
        say(f"  {thing.id}: {thing.name}, {plural(thing.documents, 'document')}")
    say()


def _answer() -> str:
    """What somebody says: a verdict, `quit`, or nothing."""
    from kg.identity import Verdict

    while True:
        said = _asked("same, different, unsure, skip or quit? [s/d/u/enter/q]", ended="quit").casefold()
        found = next((each for each in (*Verdict, "quit", "skip") if said and each.startswith(said)), None)
        if said == "":
            return ""
        if found:
            return "" if found == "skip" else found
        say(f"{said} is none of these")


def _asked(question: str, ended: str = "") -> str:
    """What somebody types; `ended` where there is no more to come."""
    try:
        return str(typer.prompt(question, default="", show_default=False, prompt_suffix=" ")).strip()
    except typer.Abort:
        say()
        return ended


def _kept(bench: "Bench", question: "Question", answer: str, by: str) -> "list[Judgement]":
    """Remember an answer at once, if there is one."""
    from kg.identity import Judgement, Verdict

    if not answer:
        return []
    why = _asked("why?")
    left, right = question.anchors
    given = Judgement(left=left, right=right, verdict=Verdict(answer), by=by, when=dt.date.today(), why=why)
    if not bench.judge(given):
        _not_taken(given)
        return []
    return [given]
