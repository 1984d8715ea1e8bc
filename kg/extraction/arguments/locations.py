"""Where: the names of places that belong to a word that states something."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from kg.extraction.arguments.candidates import NONE, EntityCandidate, Marks, marks_of
from kg.extraction.arguments.decision import Mark
from kg.extraction.arguments.travel import Travel
from kg.extraction.coreference import Reading
from kg.extraction.grammar.factuality import listed
from kg.extraction.grammar.function_words import ABOUT, DASHES, IN, ON_OR_FOR, UNTIL, WHERE
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.extraction.grammar.syntax import cases, clause_of, continues, governors, phrase
from kg.model import EntityKind
from kg.naming.names import Name
from kg.parse import Token
from kg.places import towns

_LINKS = frozenset({"case", "mark", "advmod", "compound:prt"})
_QUALIFYING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART"})
_VENUE = path(".{>case{lower=for|of}} <nmod{lemma=$events.venues, >cop} >nsubj")
"""From an event to the name of what is said to be its venue."""
_DATELINE = 16
"""Tokens that a dateline has at most."""
_REACH = 8
"""Tokens between a preposition and the name it leads to: "in the northern port city of Aleppo"."""


class Locations:
    """Proposes the places of one document's events and acts; `times` are the tokens of its time expressions."""

    def __init__(self, reading: Reading, times: frozenset[int]) -> None:
        self.reading, self.doc, self.lexicon = reading, reading.doc, reading.lexicon
        self._times, self._travel = times, Travel(reading.lexicon)
        self._words = reading.lexicon.events
        self._after_links: dict[int, list[tuple[Token, Name]]] = {}

    def proposed(self, trigger: Token, *, carrier: Token | None = None) -> Iterator[EntityCandidate]:
        """Where what a word states may happen: what some way leads to, then what else its sentence names."""
        ways = {
            "behind preposition": self._behind_preposition,
            "where brought": self._where_brought,
            "at dateline": self._at_dateline,
            "told last": self._told_last,
            "before noun": self._town_before_noun,
            "venue": self._venue,
            "where": self._antecedent_of_where,
            "verb before": self._of_verb_before,
            "destination": self._destination,
        }
        led_to = set()
        for rule, way in ways.items():
            for name in way(trigger, carrier):
                led_to.add(name.start)
                yield from self._candidate(name, trigger, rule)
        for name in self._in_sentence(trigger):
            if name.start not in led_to:
                yield from self._candidate(name, trigger, "sentence", self._marks(name))

    def _candidate(self, name: Name, trigger: Token, rule: str, marks: Marks = NONE) -> Iterator[EntityCandidate]:
        """A name as a candidate; nothing if it is that of no place."""
        if (place := self.reading.place(name)) is not None:
            yield EntityCandidate(
                word=self.doc[name.end - 1],
                rule=rule,
                marks=marks,
                trigger=trigger,
                role="Place",
                reference=place,
                entity=self.reading.known(place.entity),
            )

    def _in_sentence(self, trigger: Token) -> list[Name]:
        """All names in the sentence of a word."""
        found = (self.reading.names.at(i) for i in self.reading.sentence(trigger.i))
        return list({name.start: name for name in found if name is not None}.values())

    def _marks(self, name: Name) -> Marks:
        """What speaks against a name that no way leads to."""
        others, water = self._takes_part(name), self.doc[name.end - 1].lower_ in self._words.waters
        return marks_of({Mark.OF_OTHERS: others, Mark.WATER: water, Mark.APART: True})

    def named(self, token: Token) -> Name | None:
        """The name of a place that a phrase with this head leads to: "Lima", "the northern city of Aleppo"."""
        name = self.reading.names.at(token.i)
        if name is None and token.lower_ in self._words.localities:
            return self._name_from(token.i)
        return name

    # Behind "in" or "at"

    def _behind_preposition(self, trigger: Token, carrier: Token | None) -> Iterator[Name]:
        """Names behind "in" or "at" in the phrase of a word, else in its clause; buildings last, nearer ones first."""
        linked = self._prepositions_of_place(self.reading.sentence(trigger.i))
        own, clause = phrase(trigger) if linked else (0, 0), clause_of(carrier or trigger)
        found: list[tuple[bool, bool, int, Name]] = []
        for token, name in linked:
            last = self.doc[name.end - 1]
            inside = trigger.pos_ != "VERB" and own[0] <= token.i < own[1] and self._of_phrase(last, trigger)
            beside = clause_of(token) == clause and not self._is_spoken_of(trigger, last)
            if inside or (
                beside and (self._stands_beside_time(name) or self._attached(last, trigger, clause, carrier))
            ):
                found.append((self._building(last.i), not inside, abs(token.i - trigger.i), name))
        yield from (name for *_, name in sorted(found, key=lambda item: item[:3]))

    def _prepositions_of_place(self, sentence: range) -> list[tuple[Token, Name]]:
        """The prepositions of place in a sentence, each with the name that it leads to."""
        if sentence.start not in self._after_links:
            links = ((self.doc[i], self._name_after(self.doc[i])) for i in sentence)
            self._after_links[sentence.start] = [(link, name) for link, name in links if name and self._is_where(name)]
        return self._after_links[sentence.start]

    def _is_where(self, name: Name) -> bool:
        return not self._takes_part(name) and self.doc[name.end - 1].lower_ not in self._words.waters

    def _takes_part(self, name: Name) -> bool:
        """Whether a country only tells whose an event is: "at the U.S. summit"."""
        last = self.doc[name.end - 1]
        event = (entry(last.head, self.lexicon.frame_words), "NOUN") in self.lexicon.frames
        return not _is_town(name) and event and last.head.pos_ != "VERB" and last.head.i >= name.end

    def _name_after(self, link: Token) -> Name | None:
        """The name that "in" or "at" leads to, past an article and adjectives; "on" leads to islands only."""
        if link.dep_ not in _LINKS:
            return None
        if link.lower_ in IN:
            return self._name_from(link.i + 1)
        island = link.lower_ == "on" and any(t.lower_ in self._words.islands for t in self.doc[link.i + 1 : link.i + 5])
        return self._name_from(link.i + 1) if island else None

    def _name_from(self, first: int) -> Name | None:
        """The first name from a token on that is not an owner: "Kuala Lumpur" in "Malaysia's capital, Kuala Lumpur"."""
        locality = False
        for i in range(first, min(first + _REACH, self.doc[first - 1].sent.end)):
            token, name = self.doc[i], self.reading.names.at(i)
            if name is not None and not name.adjective and not self._is_possessive(name):
                return name
            joins = locality and token.lower_ in ("of", ",")
            locality = joins or token.lower_ in self._words.localities
            if not (joins or locality or name) and (i > first + 3 or token.pos_ not in _QUALIFYING):
                return None
        return None

    def _is_possessive(self, name: Name) -> bool:
        return name.end < len(self.doc) and self.doc[name.end].tag_ == "POS"

    def _building(self, i: int) -> bool:
        return self.doc[i].lower_ in self._words.buildings

    # What a place belongs to

    def _of_phrase(self, place: Token, noun: Token) -> bool:
        """Whether a place within a noun's phrase is not that of its topic: "talks on the situation in Sudan"."""
        for word in (place, *governors(place)):
            if word == noun:
                return True
            if word != place and word.i > noun.i and cases(word) & ON_OR_FOR:
                return False
        return True

    def _is_spoken_of(self, trigger: Token, place: Token) -> bool:
        """Whether an event only follows what happens in a place, or is spoken of: "is in Chile ahead of it"."""
        if trigger.pos_ == "VERB":
            return False
        before = cases(trigger) | {self.doc[max(trigger.left_edge.i - 1, 0)].lower_}  # "ahead of"
        return bool(cases(trigger) & ABOUT) or (place.i < trigger.i and bool(before & UNTIL))

    def _stands_beside_time(self, name: Name) -> bool:
        """Whether a town stands beside a time, so that both tell of the clause: "a treaty in Oslo on Friday"."""
        following = name.end + (self.doc[name.end : name.end + 1].text in ("on", "in", ","))
        return _is_town(name) and (following in self._times or name.start - 2 in self._times)

    def _attached(self, place: Token, trigger: Token, clause: Token, carrier: Token | None) -> bool:
        """Whether a place is that of the whole clause, and the word's own: nothing else stands between."""
        for word in governors(place):
            if word in (trigger, clause, carrier):
                return True
            if word.pos_ == "NOUN" and self.reading.names.at(word.i) is None and not self._may_hold_event(word):
                return False
        return True

    def _may_hold_event(self, noun: Token) -> bool:
        """Whether what stands in a place behind a noun may itself be there: "the city", "officials", "at talks"."""
        words = self._words
        if noun.lower_ in words.buildings | words.localities | words.parts:
            return True
        if entry(noun, words.margins) in words.margins:
            return True
        if (
            entry(noun, self.lexicon.groups.nouns) in self.lexicon.groups.nouns
            or noun.lower_ in self.lexicon.agreements.nouns
        ):
            return True
        links = cases(noun)
        of_host = "for" in links and self._travel.brings(noun.head)  # "hosted him for talks in"
        event = (entry(noun, self.lexicon.frame_words), "NOUN") in self.lexicon.frames
        return event and (of_host or bool(links & WHERE))

    # Elsewhere in the sentence

    def _town_before_noun(self, trigger: Token, _: Token | None) -> Iterator[Name]:
        """A town right before an event noun: "the Geneva talks"."""
        if trigger.pos_ == "VERB" or trigger.i == trigger.sent.start:
            return
        name = self.reading.names.at(trigger.i - 1)
        joined = name is not None and name.start > 0 and self.doc[name.start - 1].text in DASHES
        known = name is not None and (name.kind is EntityKind.COUNTRY or name.text in towns())
        if name is not None and name.end == trigger.i and not joined and known and _is_town(name):
            yield name

    def _venue(self, trigger: Token, _: Token | None) -> Iterator[Name]:
        """ "Lima was the venue for the talks"; what a bracket names with a time: "a meeting with B (Lima, 3 May)"."""
        yield from (name for place in _VENUE(trigger) if (name := self.reading.names.at(place.i)))
        for i in (t.i for t in trigger.rights if t.dep_ == "dep" and t.nbor(-1).text == "("):
            if (name := self.reading.names.at(i)) and name.end + 1 in self._times:
                yield name

    def _where_brought(self, trigger: Token, _: Token | None) -> Iterator[Name]:
        """ "Welcomed her to the White House"."""
        if self._travel.brings(trigger):
            yield from self._led_to(trigger)

    def _at_dateline(self, trigger: Token, carrier: Token | None) -> Iterator[Name]:
        """ "Signed here on Monday": the place that the dateline names."""
        said = self._said_here.get(self.reading.sentence(trigger.i).start)
        if said and clause_of(carrier or trigger) in said:
            yield from self._dateline()

    @cached_property
    def _said_here(self) -> Mapping[int, list[Token]]:
        """The clauses that say "here", by the first token of the sentence."""
        return self.reading.by_sentence((t.i, clause_of(t)) for t in self.reading.words({"here"}))

    def _dateline(self) -> Iterator[Name]:
        """The place at the head of a first sentence without a verb: "OSLO, May 13 (Agency) -"."""
        first = next(iter(self.doc.sents), None)
        if first is None or len(first) > _DATELINE or any(token.pos_ in ("VERB", "AUX") for token in first):
            return
        if (name := self.reading.names.at(first.start)) and self.reading.place(name):
            yield name

    def _told_last(self, trigger: Token, carrier: Token | None) -> Iterator[Name]:
        """ "She flew to Lima. There she met A": the place that was told last."""
        clause = clause_of(carrier or trigger)
        for token in clause.children:
            if token.lower_ == "there" and token.dep_.startswith(("advmod", "obl")):
                first = self.doc[trigger.sent.start - 1].sent.start if trigger.sent.start else 0
                yield from (name for i in range(token.i - 1, first, -1) if (name := self._at_end(i)))

    def _at_end(self, i: int) -> Name | None:
        """The name that ends at a token, if a preposition of place or of going leads to it."""
        name = self.reading.names.at(i)
        led = name is not None and name.end == i + 1 and name.start > 0
        return name if name and led and self.doc[name.start - 1].lower_ in IN | {"to", "for"} else None

    def _of_verb_before(self, trigger: Token, carrier: Token | None) -> Iterator[Name]:
        """ "Arrived in Lima and met A": the place of the verb that a verb goes on from."""
        verb = carrier or trigger
        before = continues(verb)
        if before is not None and listed(verb, trigger, self.lexicon) is None:
            yield from self._behind_preposition(before, None)
            yield from self._led_to(before)
            yield from self._antecedent_of_where(before, None)

    def _antecedent_of_where(self, trigger: Token, carrier: Token | None) -> Iterator[Name]:
        """ "In Lima, where she met the president": the name that "where" stands for."""
        clause = clause_of(carrier or trigger)
        for link in (child for child in clause.children if child.lower_ == "where"):
            before = range(link.i - 1, max(link.i - 4, clause.sent.start - 1), -1)
            yield from (town for i in before if (name := self.reading.names.at(i)) for town in self._with_town(name))

    def _with_town(self, name: Name) -> Iterator[Name]:
        """A name, and first the town before it: "Lima" in "Lima, Peru"."""
        i = name.start - 2
        town = self.reading.names.at(i) if i > 0 and self.doc[i + 1].text == "," else None
        yield from (town, name) if town is not None and _is_town(town) else (name,)

    def _destination(self, trigger: Token, carrier: Token | None) -> Iterator[Name]:
        """Where somebody goes, or is brought, for it: "travelled to Lima to attend", "flew to Lima for talks"."""
        for word in self._travel.towards(trigger, carrier):
            yield from self._led_to(word)
            yield from (name for child in word.children if child.dep_ == "obj" for name in self._led_to(child))

    def _led_to(self, word: Token) -> Iterator[Name]:
        """The names of where a word of travel leads."""
        yield from (name for noun in self._travel.ends(word) if (name := self.named(noun)))


def _is_town(name: Name) -> bool:
    """Whether a name is that of a place, or of a capital, which may also stand for its country."""
    return name.kind is EntityKind.PLACE or (name.kind is EntityKind.COUNTRY and name.form == "metonym")
