"""Which words of travel an event is the purpose of, and where these lead: "flew to Lima for talks with her"."""

from collections.abc import Iterator

from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.syntax import cases, clause_of, obliques
from kg.kinds import VISIT
from kg.lexicon import Lexicon
from kg.parse import Token

_PURPOSES = frozenset({"advcl", "xcomp", "acl", "obl"})


class Travel:
    """Reads travel by the frames of visits in a lexicon, and by its verbs of bringing."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self._bringing = lexicon, lexicon.events.bringing

    def brings(self, word: Token) -> bool:
        """Whether a verb takes somebody to a place for what it states: "welcomed her to the White House"."""
        return word.pos_ == "VERB" and entry(word, self._bringing) in self._bringing

    def towards(self, trigger: Token, carrier: Token | None) -> Iterator[Token]:
        """What may be the travel that an event is the purpose of: "went to attend it", "flew to Lima for talks"."""
        verb = trigger if trigger.pos_ == "VERB" else carrier or clause_of(trigger)
        if trigger.pos_ != "VERB":
            if "for" in cases(trigger):
                yield trigger.head
            if entry(verb, self.lexicon.light) not in self.lexicon.light:
                return
        aim = verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)
        if aim and verb.dep_ in _PURPOSES:
            yield from (verb.head, verb.head.head)

    def ends(self, word: Token) -> Iterator[Token]:
        """The heads of the phrases that say where a word of travel leads; none if it is no such word."""
        links = self._links(word)
        yield from (noun for case, noun in obliques(word) if case in links)
        yield from (child for child in word.children if child.dep_ == "obj" and "obj" in links)

    def _links(self, word: Token) -> frozenset[str]:
        """The prepositions (or "obj") behind which a word names where it leads."""
        pos = "VERB" if word.pos_ == "VERB" else "NOUN"
        frames = self.lexicon.frames.get((entry(word, self.lexicon.frame_words), pos), ())
        found = {link for frame in frames if frame.type == VISIT for link in frame.place}
        return frozenset(found | {"to"} if self.brings(word) else found)
