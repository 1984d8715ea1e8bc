"""Who speaks where words are given without quotation marks, as in a transcript; "I" stands for him there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kg.extraction.coreference.entities import Reference
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.named import Named
from kg.extraction.coreference.persons import NAMESAKES, Person
from kg.naming.turns import Turn
from kg.parse import Token
from kg.personal_names import compatible, parts


class Voices:
    """The turns of one document, each with its speaker, where the text tells."""

    def __init__(self, mentions: Mentions, named: Named) -> None:
        self._mentions, self._named, self._doc = mentions, named, mentions.doc
        self._turns: Sequence[Turn] = mentions.turns
        self._starts = [turn.start for turn in self._turns]
        self._called: defaultdict[str, list[Person]] = defaultdict(list)
        for person in mentions.people if self._turns else ():
            self._called[parts(person.name).surname].append(person)
        told = ((turn, self._speaker(turn)) for turn in self._turns if not turn.asks)
        self.speakers: Mapping[Turn, Reference] = {turn: speaker for turn, speaker in told if speaker is not None}

    def first_person(self, token: Token) -> Iterator[Reference]:
        """Whom "I" stands for."""
        place = bisect_right(self._starts, token.i) - 1
        turn = self._turns[place] if place >= 0 else None
        speaker = self.speakers.get(turn) if turn is not None and token.i < turn.stop else None
        if speaker is not None:
            yield Reference(speaker.entity, token.i, token.i + 1)

    def _speaker(self, turn: Turn) -> Reference | None:
        """The person or the post that a label names; an answer is that of the one who is interviewed."""
        label = range(turn.label, turn.behind)
        person = next((found for i in label if (found := self._mentions.person_at.get(i))), None)
        person = person or self._surnamed(label)
        if person is None and self._mentions.lexicon.speech.labels.get(self._doc[turn.label].lower_) == "answering":
            person = self._interviewed
        if person is not None:
            return Reference(self._mentions.id_of(person), turn.label, turn.behind)
        posts = (title for i in label if (title := self._mentions.title_at.get(i)) and not title.plural)
        return next((ref for title in posts for ref in self._named.of_post(title)), None)

    def _surnamed(self, label: range) -> Person | None:
        """Who is called by a name without any other word: "LUND"."""
        honorifics = self._mentions.lexicon.names.honorifics
        words = [self._doc[i].text for i in label if self._doc[i].is_alpha and self._doc[i].lower_ not in honorifics]
        name = " ".join(words)
        called = self._called[parts(name).surname][:NAMESAKES] if parts(name).words else ()
        fitting = [person for person in called if compatible(name, person.name)]
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def _interviewed(self) -> Person | None:
        """The one person named before the first turn."""
        first = self._turns[0].label
        named = [person for person in self._mentions.people if min(person.spans)[0] < first]
        return named[0] if len(named) == 1 else None
