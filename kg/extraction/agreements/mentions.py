"""Where a document speaks of an instrument: treaties, accords, memoranda, ceasefires, joint statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg import timex
from kg.extraction.agreements import truces
from kg.extraction.agreements.candidates import InstrumentCandidate, Mark
from kg.extraction.agreements.decision import against_naming
from kg.extraction.agreements.titles import Titles
from kg.extraction.arguments.agents import agents, sides
from kg.extraction.arguments.candidates import marks_of
from kg.extraction.coreference import STATES, Reading, Reference, unique
from kg.extraction.grammar.function_words import (
    BETWEEN,
    BY,
    DEFINITE,
    INDEFINITE,
    OF_A_TERM,
    OF_A_TITLE,
    OF_ITS_MAKING,
)
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import clause_of
from kg.model import ActionType, EntityKind
from kg.naming.names import Name
from kg.parse import Token

_ENDS = ("VBD", "VBZ", "VBP", "MD", "WDT", "WP")
_LONGEST_LIST = 45
_CIRCUMSTANCES = 12


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where an instrument is named: its noun, tokens `start` to `end` of its title, and what these tell."""

    noun: Token
    called: frozenset[str]  # the words of its noun, and its base form
    start: int
    end: int
    reach: int  # behind its title, and behind where a truce holds: "a truce in Peru"
    outer: int  # first token of its phrase: "their 2015 accord"
    title: str
    kind: str
    proper: bool  # a title with capitals or in quotation marks
    known: bool  # told from others by a name in it: "the NATO treaty"
    heading: bool  # in the first line of the document
    definite: bool
    several: bool  # one plural noun for more than one instrument
    pointing: bool  # with an article or the like that points at instruments known
    another: bool
    other: bool  # "the other treaty"
    summed: bool  # all that were told of: "nine agreements in all"
    described: bool  # told which one it is: "the treaty on fish", "the truce that ended the war"
    general: bool
    modifies: bool  # only qualifies another noun: "ceasefire violations"
    parties: tuple[Reference, ...]
    term: str | None
    dates: frozenset[str]  # "the November 27 agreement"


class Namings:
    """Finds the instruments named in one document."""

    def __init__(self, reading: Reading, titles: Titles) -> None:
        self.reading, self.doc, self.titles = reading, reading.doc, titles
        self.words = reading.lexicon.agreements.nouns
        self._longer = " ".join(noun for noun in self.words if not noun.isalpha())
        self.seen: list[InstrumentCandidate] = []
        """All that were looked at."""
        self._aliases = dict(reading.lexicon.agreements.standing)
        self._meant: dict[str, str] = {}
        self._posts = {i for title in reading.titles for i in range(title.start, title.end)}

    def find(self) -> Iterator[Naming]:
        """The namings that stand, in order."""
        reached = 0
        for token in self.doc:
            kind = self.words.get(self._noun(token)) or self._aliases.get(token.text)
            if kind is None or token.i < reached:
                continue
            self.seen.append(candidate := self._candidate(token, kind))
            if against_naming(candidate) is None:
                naming = self._naming(token, kind)
                reached = naming.end
                self._learn(naming)
                yield naming

    def _noun(self, token: Token) -> str:
        """A noun in lower case, whole where it is of several words, or the annotation parts it: "cease-fire"."""
        if token.lower_ not in self._longer:
            return token.lower_
        i, hyphened = token.i, token.i > 1 and self.doc[token.i - 1].text == "-"
        longer = [(i - 2, i + 1)] * hyphened + [(i, i + 3), (max(0, i - 1), i + 1)]
        wholes = (self.doc[start:end].text.lower() for start, end in longer)
        return next((whole for whole in wholes if whole in self.words), token.lower_)

    def _learn(self, naming: Naming) -> None:
        """Remember the short name in brackets, or behind "or", that follows a title."""
        after = self.doc[naming.end : naming.end + 3]
        if len(after) > 2 and (after[0].text == "(" or after[:2].text == ", or"):
            short = after[1] if after[0].text == "(" else after[2]
            if short.text.isupper() and len(short) > 2:
                self._aliases[short.text] = naming.kind
                self._meant[short.text] = naming.title

    def _candidate(self, token: Token, kind: str) -> InstrumentCandidate:
        """A word that may name an instrument, with what speaks against that."""
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        seen = {
            Mark.VERB: token.tag_.startswith("VB"),
            Mark.POST: token.i in self._posts,
            Mark.BEFORE_NOUN: following is not None  # "framework agreement"
            and following.lower_ in self.words
            and self.words[following.lower_] != "joint statement",
            Mark.NOT_JOINT: kind == "joint statement" and not self._is_joint_statement(token),
            Mark.LONGER_NAME: following is not None and self._is_in_longer_name(token, following),
            Mark.TEXT: token.lower_ in self.reading.lexicon.agreements.texts or self._is_text_of(token),
            Mark.HOMES: token.lower_ in self.reading.lexicon.agreements.homes and token.dep_ == "compound",
        }
        return InstrumentCandidate(word=token, rule="noun", marks=marks_of(seen), kind=kind)

    def _is_text_of(self, token: Token) -> bool:
        """ "The documents", "trade documents": whether papers are not so many and of something."""
        if token.lower_.removesuffix("s") not in self.reading.lexicon.agreements.texts:
            return False
        before = {child.dep_ for child in token.children if child.i < token.i}
        return not (token.lower_.endswith("s") and "nummod" in before and before & {"amod", "compound"})

    def _is_in_longer_name(self, token: Token, following: Token) -> bool:
        name = self.reading.names.at(token.i)
        longer = name is not None and name.kind is EntityKind.ORGANISATION and name.end > token.i + 1
        return longer and following.text[0].isupper() and following.lower_ not in OF_A_TITLE

    def _is_joint_statement(self, token: Token) -> bool:
        near = 0 if token.i < self.titles.heading else max(token.sent.start, token.i - 3)
        before = {t.lower_ for t in self.doc[near : token.i]}
        acts, verb = self.reading.lexicon.agreements.verbs, token.head.lower_
        signed = token.dep_ in ("obj", "nsubj:pass") and acts.get(verb) in (ActionType.SIGNED, ActionType.INITIALLED)
        return (
            signed
            or bool(before & self.reading.lexicon.agreements.joint)
            or token.lower_ in self.reading.lexicon.agreements.communiques
        )

    def _naming(self, token: Token, kind: str) -> Naming:
        """What one place tells of an instrument: its title, and by the words before it how it points at it."""
        start, end, proper = self.titles.title(token)
        left = self.titles.left_edge(start)
        before = {t.lower_ for t in self.doc[left : token.i + 1]}
        several = token.lower_.endswith("s") or token.lower_ == "memoranda"
        sort = self._kind(start, end) or kind
        general = not proper and bool(before & self.reading.lexicon.agreements.general)
        return Naming(
            noun=token,
            called=frozenset({*self._noun(token).split("-"), token.lemma_.lower()}),
            start=start,
            end=end,
            reach=truces.reach(end, self.reading) if sort == "ceasefire" else end,
            outer=left,
            title=self._meant.get(token.text) or self._clean(start, end),
            kind=sort,
            proper=proper or token.text in self._aliases,
            known="the" in before and any(self._is_name(i) for i in range(start, token.i)),
            heading=token.i < self.titles.heading,
            definite=bool(before & DEFINITE) or left == start,
            several=several,
            pointing=bool(before & DEFINITE),
            another=bool(before & self.reading.lexicon.agreements.another) and not before & {"the", "this"},
            other={"the", "other"} <= before,
            summed=several and self._is_summed(left, end),
            described=self._is_described(token, start, end, sort) and not (several or general),
            general=general or (several and left == start),
            modifies=self._modifies(token, end),
            parties=tuple(self._parties(token, start, end)),
            term=self._term(left, token.i, end),
            dates=frozenset(self.doc[i].lower_ for i in range(left, end) if i in self.titles.times),
        )

    def _clean(self, start: int, end: int) -> str:
        """A title on one line, without marks at its ends."""
        return re.sub(r"\s+", " ", self.doc[start:end].text).strip(" ,'’‘\"“”")

    def _kind(self, start: int, end: int) -> str | None:
        """A ceasefire is one, whatever noun its title ends with: "truce agreement"."""
        return "ceasefire" if any(self.words.get(self._noun(t)) == "ceasefire" for t in self.doc[start:end]) else None

    def _modifies(self, token: Token, end: int) -> bool:
        """Whether a noun qualifies another; "signed the deal Monday" may be read so, too."""
        head = token.head.i
        one = any(child.lower_ in INDEFINITE for child in token.head.children)
        if one and token.head.tag_ == "NNS":
            return False  # "another deal calls", whatever the tree makes of it
        if token.head.lower_ in self.reading.lexicon.agreements.void:
            return False  # "declared the treaty void"
        return token.dep_ in ("compound", "nmod:poss", "amod") and head >= end and head not in self.titles.times

    def _is_described(self, token: Token, start: int, end: int, kind: str) -> bool:
        """Whether a definite noun phrase tells which instrument it means, or a verb takes the instrument for a fact."""
        lexicon = self.reading.lexicon
        factive = lexicon.agreements.factive
        clause = any(child.dep_ in ("acl", "acl:relcl") and child.tag_ != "VBG" for child in token.children)
        somewhere = self.doc[end : end + 1].text == "in" and self.reading.names.at(end + 1) is not None
        dated = any(i in self.titles.times for i in range(self.titles.left_edge(start), start))
        told = clause or somewhere or dated or end - start > 1
        before = self.doc[self.titles.left_edge(start) : start]
        if kind == "ceasefire" and truces.is_particular(token, before, end, self.reading):
            return True
        if "the" in {t.lower_ for t in self.doc[self.titles.left_edge(start) : start + 1]}:
            return told
        return told and any(entry(word, factive) in factive for word in (token.head, clause_of(token)))

    def _is_summed(self, left: int, end: int) -> bool:
        """ "Nine agreements in all", "a total of nine agreements"."""
        around = (self.doc[max(0, left - 2) : left], self.doc[end : end + 1], self.doc[end : end + 2])
        return any(stretch.text.lower() in self.reading.lexicon.agreements.summing for stretch in around)

    def _is_name(self, i: int) -> bool:
        name = self.reading.names.at(i)
        return name is not None and not name.adjective and name.kind is not EntityKind.PERSON

    # What the phrase tells

    def _parties(self, token: Token, start: int, end: int) -> list[Reference]:
        """The parties in "between A and B", "with B", "A-B agreement"."""
        behind = () if self.titles.is_deposited(token) else self.doc[token.i + 1 : self._reach(end, token)]
        link = next((t for t in behind if t.lower_ in BETWEEN), None) or self._issuers(token, end)
        if link is not None:
            named = self._actors_named(range(link.i + 1, self._list_end(link, token.sent.end)))
            if link.lower_ != "with":
                named = named if len(named) > 1 else self._named_there(link, token.sent.end)
            if link.lower_ != "with" and len(named) > 1:
                return named
            if link.lower_ == "with" and len(named) > 1 and token.tag_ == "NNS":
                return []  # "agreements with Norway and Chile": one with each
            if link.lower_ == "with" and named:
                return unique([*sides(agents(clause_of(token), self.reading), self.reading), *named])
        before = [ref for ref in self._actors_named(range(start, token.i)) if ref.end <= token.i]
        return before if len(before) > 1 else []

    def _named_there(self, link: Token, limit: int) -> list[Reference]:
        """ "Between Norway and the Azores": all that are named, also places that are bound."""
        tokens = range(link.i + 1, self._list_end(link, limit))
        names = dict.fromkeys(name for i in tokens if (name := self.reading.names.at(i)) is not None)
        return unique(place for name in names if (place := self.reading.place(name)) is not None)

    def _issuers(self, token: Token, end: int) -> Token | None:
        """ "A joint statement (released) by the governments of Norway and Chile": the preposition."""
        following = list(self.doc[end : min(end + 2, token.sent.end)])
        by = next((t for t in following if t.lower_ in BY), None)
        return by if self.words.get(token.lower_) == "joint statement" else None

    def _reach(self, end: int, token: Token) -> int:
        """End of the title, or one past when and where: "the agreement reached on 2 December between ..."."""
        i = end
        while i < token.sent.end and i - end < _CIRCUMSTANCES and self._is_circumstance(i):
            i += 1
        between = i < len(self.doc) and self.doc[i].lower_ in BETWEEN
        return i + 1 if between else end

    def _is_circumstance(self, i: int) -> bool:
        """Whether a word belongs to when and where an instrument was made: "reached in Oslo on 2 December"."""
        word, name = self.doc[i], self.reading.names.at(i)
        placed = name is not None and self.reading.place(name) is not None
        return i in self.titles.times or placed or word.lower_ in OF_ITS_MAKING or word.tag_ == "VBN"

    def _list_end(self, link: Token, limit: int) -> int:
        """End of a list of parties: a mark other than a comma, a verb, or another preposition than "of"."""
        brokers = self.reading.lexicon.agreements.brokers  # "between A and B, mediated by C"
        for word in self.doc[link.i + 1 : min(limit, link.i + _LONGEST_LIST)]:
            mark = word.is_punct and word.text not in (",", "-", "–", "’", "'")
            outward = word.tag_ in ("IN", "TO") and word.lower_ not in ("of", "by")
            if mark or outward or word.tag_ in _ENDS or word.is_space or word.lower_ in brokers:
                return word.i
        return min(limit, link.i + _LONGEST_LIST)

    def _actors_named(self, tokens: range) -> list[Reference]:
        """The countries, organisations and others that the tokens name; a person stands for his country."""
        found: list[Reference] = []
        for i in tokens:
            name, hit = self.reading.names.at(i), self.reading.names.known_at(i)
            if hit and hit.actor.kind in STATES:
                found.append(Reference(self.reading.actor(hit.actor.key), hit.start, hit.end))
            elif name is not None and self._is_government(name) and self.doc[name.end : name.end + 1].text == "of":
                continue  # the country behind it is the party
            elif (name is None or name.kind is not EntityKind.PLACE) and self.doc[i].pos_ != "PRON":
                found += [ref for ref in self.reading.refer(self.doc[i]) if ref.start <= i < ref.end]
        return sides(found, self.reading)

    def _is_government(self, name: Name) -> bool:
        return self.doc[name.end - 1].lower_ in self.reading.lexicon.groups.governments

    def _term(self, left: int, noun: int, end: int) -> str | None:
        """How long it is to last: "10-year", "of three months", "for five years"."""
        stretches = [self.doc[left:noun], self.doc[noun:end]]
        if self.doc[end : end + 1].text in OF_A_TERM:
            stretches.append(self.doc[end : min(end + 4, len(self.doc))])
        return next((found[0][2] for stretch in stretches if (found := timex.terms(stretch.text))), None)
