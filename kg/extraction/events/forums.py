"""Summits, conferences and sessions: those who met on the margins of one, and verbs that only lead to one."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.arguments.candidates import Marks
from kg.extraction.coreference import Reading
from kg.extraction.events.candidates import Mark
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.names import proper_name
from kg.extraction.events.triggers import Triggers
from kg.extraction.grammar.syntax import clause_of, subjects
from kg.kinds import FORUM
from kg.naming.gazetteer import Hit
from kg.parse import Token

_LEADING = {"for": Mark.FOR_FORUM, "at": Mark.AT_FORUM}


def with_guests(reading: Reading, mentions: Sequence[EventMention]) -> list[EventMention]:
    """The mentions, each forum with those who met on its sidelines among its participants."""
    words = reading.lexicon.events.margins
    margins = reading.by_sentence((token.i, token.i) for token in reading.listed(words))
    told = reading.by_sentence((mention.trigger.i, mention) for mention in mentions)
    return [
        _with_guests(mention, told[start], margins[start])
        if (start := _start(reading, mention)) in margins
        else mention
        for mention in mentions
    ]


def _start(reading: Reading, mention: EventMention) -> int:
    return reading.sentence(mention.trigger.i).start


def _with_guests(mention: EventMention, told: Sequence[EventMention], margins: Sequence[int]) -> EventMention:
    """A forum with those who met on its sidelines among its participants; all that is told in its sentence is given."""
    if mention.type != FORUM:
        return mention
    for i in margins:
        if 0 < mention.trigger.i - i < 15:
            met = [m for m in told if m.trigger.i < i and m.parts]
            known = mention.entities
            added = [part for m in met[-1:] for part in m.parts if part.reference.entity not in known]
            joint = (*mention.parts, *(replace(part, role="Participant") for part in added))
            return replace(mention, parts=joint, beside=True)
    return mention


class Forums:
    """Finds forums in one reading."""

    def __init__(self, reading: Reading, triggers: Triggers) -> None:
        self.reading, self.doc, self.triggers = reading, reading.doc, triggers
        links = (case for case in reading.words(_LEADING.keys()) if case.dep_ == "case")
        self._links = reading.by_sentence((case.i, case) for case in links)

    def marks(self, verb: Token) -> Marks:
        """Whether a verb only leads to a forum, which its own noun states: "leaders gathered for a summit"."""
        links = self._links.get(self.reading.sentence(verb.i).start, [])
        behind = (case for case in links if case.i > verb.i and clause_of(case) == verb)
        leading = [case for case in behind if self._leads_to_forum(case)]
        return frozenset(_LEADING[case.lower_] for case in leading)

    def _leads_to_forum(self, case: Token) -> bool:
        """Whether the phrase behind a preposition names a forum, whatever the tree makes of its name."""
        for token in self.doc[case.i + 1 : case.sent.end]:
            if token.dep_ == "case" or token.pos_ == "VERB" or token.text in (",", ";"):
                return False
            if (stated := self.triggers.of(token)) and stated.frame.type == FORUM:
                return True
        return False

    def at(self, carrier: Token | None) -> Hit | None:
        """The forum that is the subject of a verb: "the ADMM-Plus, held in Kuala Lumpur, will feature discussions"."""
        if carrier is None:
            return None
        known = self.reading.names.known_at
        told = [hit for token in subjects(carrier) if (hit := known(token.i))]
        if not any(child.dep_.startswith("nsubj") for child in carrier.children):
            told += [hit for i in range(carrier.sent.start, carrier.i) if (hit := known(i))]
        return next((hit for hit in told if hit.actor.kind == "forum"), None)

    def name(self, forum: Hit) -> str:
        """The full name of a standing forum's meeting, with its number: "12th ADMM-Plus"."""
        span = proper_name(self.doc[forum.end - 1], self.reading) or (forum.start, forum.end)
        return " ".join(self.doc[slice(*span)].text.split())
