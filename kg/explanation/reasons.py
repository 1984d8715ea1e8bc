"""Which rule read a fact off the text, in words, and the line of the lexicon that it went by."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.explanation.lines import Line, frame, listed
from kg.inflection import noun_forms, verb_forms
from kg.kinds import FORUM, kinds
from kg.lexicon import lexicon
from kg.model import Action, Event, Fact, Statement

_POS = {"VERB": "verb", "NOUN": "noun"}
_QUOTED = ("clause", "quotation", "order", "noun")


@dataclass(frozen=True, slots=True)
class Reason:
    """What a rule says, and the line of the lexicon; None where the rule goes by no single word."""

    words: str
    line: Line | None = None


def reason(fact: Fact, text: str) -> Reason:
    """Why a fact was read off the text of its document."""
    give = _RULES.get(fact.rule.kind)
    return give(fact, fact.rule.lemma, text) if give else Reason(str(fact.rule) or "no rule is given")


def _frame(fact: Fact, lemma: str, text: str) -> Reason:
    pos, number = fact.rule.pos, fact.rule.number
    found = lexicon().frames.get((lemma, pos), ())[number - 1 : number]
    if not found:
        words = {*text.lower().replace(".", " ").split()}
        errand = listed(("events", "errands"), lambda noun: not words.isdisjoint(noun_forms(noun)))
        return Reason("somebody who is in a place on an errand is on a visit there", _only(errand))
    trigger = fact.trigger.text.lower() if fact.trigger else ""
    known = found[0].type == FORUM and not trigger.startswith(lemma)
    word = "a forum known by name (actors.ttl)" if known else f"the {_POS[pos]} “{lemma}”"
    here = f", here {_article(fact.type)}" if isinstance(fact, Event) and fact.type != found[0].type else ""
    met = fact.trigger.text if fact.trigger else lemma
    return Reason(f"“{met}”: {word} states {_article(found[0].type)}{here}", frame(lemma, pos, number))


def _fitted(fact: Fact, lemma: str, text: str) -> Reason:
    word = f"the {_POS[fact.rule.pos]} “{lemma}”"
    done = f"that an instrument was {str(fact.type).replace('_', ' ')}" if isinstance(fact, Action) else "something"
    state = _article(fact.type) if isinstance(fact, Event) else done
    return Reason(f"{word}, with the words around it, most likely states {state}: so judge the fitted models")


def _title(fact: Fact, word: str, text: str) -> Reason:
    head = fact.trigger.text.lower() if fact.trigger else ""
    line = _only(listed(("titles", "heads"), {head, head.removesuffix("s")}.__contains__))
    if line is None and head.startswith("counterpart"):
        return Reason(f"“{head}” hold the same post as whoever they are named beside")
    return Reason(f"“{head}” names a post, and its holder is named beside it", line)


def _instrument(fact: Fact, word: str, text: str) -> Reason:
    noun = listed(("agreements", "nouns"), lambda listed: word in noun_forms(listed))
    line = _only(noun) or _only(listed(("agreements", "standing"), lambda name: name.lower() == word))
    if line is None:
        return Reason(f"“{word}” is a short name that the text gives to an instrument")
    return Reason(f"“{word}” names an instrument", line)


def _act(fact: Fact, word: str, text: str) -> Reason:
    type_ = fact.type.value if isinstance(fact, Action) else ""
    said = type_.replace("_", " ")
    behind = re.findall(r"\w+", text[fact.trigger.end : fact.trigger.end + 80])[:8] if fact.trigger else []
    verbs = sorted(
        listed(("agreements", "verbs", type_), lambda entry: word in verb_forms(entry.split()[0])),
        key=lambda line: _particle(line, behind),
    )
    line = _only(verbs) or _only(listed(("agreements", "acts", type_), lambda noun: word in noun_forms(noun)))
    if line:
        return Reason(f"“{word}” tells of an instrument that it is {said}", line)
    if type_ == "rejected" and (void := _only(listed(("agreements", "void"), {word, *behind}.__contains__))):
        return Reason("whoever declares an instrument void rejects it", void)
    if joint := _only(listed(("agreements", "nouns"), lambda noun: word in noun_forms(noun))):
        return Reason("whoever makes a statement together agrees on it", joint)
    if spoken := _spoken(lambda entry: word in verb_forms(entry), _QUOTED):
        return Reason("what some say together in a statement they agree on", spoken)
    return Reason("the closing formula of an instrument tells that it was made")


def _particle(line: Line, behind: list[str]) -> int:
    """0 for a verb whose particle follows, 1 for one that needs none, 2 for others."""
    _, _, particle = line.text[line.begin : line.end].partition(" ")
    return 1 if not particle else 0 if particle.split()[0] in behind else 2


def _quotation(fact: Fact, word: str, text: str) -> Reason:
    line = _spoken(lambda entry: entry.split("/")[0] == word, _QUOTED)
    if line is None:
        return Reason("words that go on from a quotation before, or stand below a line that names who speaks")
    return Reason(f"“{word}” introduces words in quotation marks", line)


def _reported(fact: Fact, word: str, text: str) -> Reason:
    whole = isinstance(fact, Statement) and fact.trigger is not None and fact.text.begin <= fact.trigger.begin
    lists = ("order", "noun", "clause") if whole else ("clause", "order", "noun")
    part = ", and belongs to it" if whole else ""
    return Reason(f"“{word}” reports what was said{part}", _spoken(lambda entry: entry.split("/")[0] == word, lists))


def _spoken(fits: Callable[[str], bool], lists: Iterable[str]) -> Line | None:
    return _only(line for name in lists for line in listed(("speech", name), fits))


def _only(lines: Iterable[Line]) -> Line | None:
    return next(iter(lines), None)


def _article(type_: str) -> str:
    """What an event of a type is called, with its article."""
    noun = kinds()[type_].label
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


_RULES: dict[str, Callable[[Fact, str, str], Reason]] = {
    "frame": _frame,
    "fitted": _fitted,
    "title": _title,
    "instrument": _instrument,
    "act": _act,
    "quotation": _quotation,
    "reported": _reported,
}
