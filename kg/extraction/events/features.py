"""What speaks for and against: that a word states an event, how really, and who, where and when belongs to it.

A feature is a text ("lemma=meet|case=with"), seen or not, or a number under a name. The rules' own choices are
features beside the others. Nothing here decides.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from kg.extraction.arguments.scene import Appearance, Scene
from kg.extraction.coreference import PEOPLE, STATES
from kg.extraction.events.mentions import EventMention
from kg.extraction.events.past import Past
from kg.extraction.grammar.function_words import FUTURE, INDEFINITE, POINTING, POSSIBLE
from kg.extraction.grammar.lemmas import entry
from kg.extraction.grammar.paths import path
from kg.fitted import Features

_AROUND = frozenset({"VERB", "NOUN", "ADP", "ADJ", "ADV", "AUX"})
_TELLING = frozenset(
    {"det", "amod", "case", "mark", "aux", "aux:pass", "advmod", "compound", "nmod:poss", "nummod", "cop"}
)
_OF_CLAUSE = ("aux", "advmod", "mark", "cop")
_PARTS = {"VERB": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}
_UNREAL = FUTURE | POSSIBLE | {"would", "not", "n't", "if", "until", "no", "never"}
_FAR = 60
"""Tokens; what is farther is as far."""
FORUM_NAMED = "FORUM.N"
"""The key of the last word in the name of a standing forum."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Whom and what a sentence names."""

    here: Set[str]
    people: Set[str]
    led: Set[str | None]
    """Whom the people in it serve."""
    subjects: Set[str]
    kinds: Counter[str]
    starts: Sequence[int]
    """Where persons and groups are named, in order."""
    moments: Sequence[str]
    """Its times in EDTF."""
    places: int
    said: Set[str]
    """Its words that make something unreal, as features."""


class Evidence:
    """Features of one document's words and of what may belong to them; `told` are the mentions that the rules read."""

    def __init__(self, scene: Scene, told: Sequence[EventMention], quoted: frozenset[int]) -> None:
        self.scene, self.tree, self.quoted = scene, scene.tree, quoted
        self.lexicon = scene.reading.lexicon
        self.ruled: dict[int, list[EventMention]] = defaultdict(list)
        for mention in told:
            self.ruled[mention.trigger.i].append(mention)
        self._here: dict[int, list[tuple[str, Appearance]]] = defaultdict(list)
        for local, actor in scene.actors.items():
            for naming in actor.namings:
                self._here[self.tree.sentence[naming.start]].append((local, naming))
        self.past = Past(scene, told)
        self._about: dict[int, Sentence] = {}
        self._words: dict[int, Features] = {}
        self._senses: dict[int, str] = {}
        self._ruled = sorted(self.ruled)

    # Words

    @cached_property
    def words(self) -> Mapping[int, str]:
        """The words that might state an event, by token: "meet.V"."""
        timed = {i for moment in self.scene.moments for i in range(moment.when.start, moment.when.end)}
        return {i: key for i in range(len(self.tree)) if i not in timed if (key := self._key(i))}

    def _key(self, i: int) -> str | None:
        pos = _PARTS.get(self.tree.pos[i])
        if pos is None or not self.tree.lower[i][0].isalpha():
            return None
        hit = self.scene.reading.names.known_at(i)
        if hit is not None:
            return FORUM_NAMED if hit.actor.kind == "forum" and i == hit.end - 1 else None
        if i in self.scene.reading.people_tokens:
            return None
        known = self.lexicon.frame_words
        lemma = entry(self.scene.reading.doc[i], known)
        return None if self.tree.pos[i] == "PROPN" and lemma not in known else f"{lemma}.{pos}"

    def key_of_frame(self, i: int) -> tuple[str, str]:
        """The lemma and the part of speech that the rules of a word go by."""
        lemma, _, pos = self.words[i].rpartition(".")
        return lemma.lower(), "VERB" if pos == "V" else "NOUN"

    def is_barred(self, i: int) -> bool:
        """Whether the rules of a word say that it means something else here: "met the deadline"."""
        frames = self.lexicon.frames.get(self.key_of_frame(i), ())
        return any(path(text).matches(self.scene.reading.doc[i]) for frame in frames for text in frame.unless)

    def word(self, i: int) -> Features:
        """Of a word that might state an event."""
        if i not in self._words:
            self._words[i] = self._of_word(i)
        return self._words[i]

    def _of_word(self, i: int) -> Features:
        tree, key = self.tree, self.words[i]
        found = Features()
        seen, counted = found.seen, found.counted
        head, sentence = tree.head[i], tree.sentences[tree.sentence[i]]
        seen |= {f"key={key}", f"dep={tree.relation[i]}", f"tag={tree.tag[i]}", f"head={tree.lemma[head]}"}
        seen |= {
            f"key={key}|dep={tree.relation[i]}",
            f"key={key}|head={tree.lemma[head]}",
            f"headdep={tree.relation[head]}",
        }
        seen |= {
            f"prev={self.at(i - 1)}",
            f"next={self.at(i + 1)}",
            f"next2={self.at(i + 2)}",
            f"headpos={tree.pos[head]}",
        }
        around = range(max(sentence.start, i - 4), min(sentence.stop, i + 6))
        seen |= {f"near={tree.lower[j]}" for j in around if j != i and tree.pos[j] in _AROUND}
        seen |= set(self._below(i, key))
        carrier = self.carrier(i)
        verb = tree.clause(i) if carrier is None else carrier
        if carrier is not None:
            seen |= {f"carrier={tree.lemma[carrier]}", f"carriertag={tree.tag[carrier]}"}
        seen |= set(self._of_sense(i, head, verb))
        seen |= {f"aux={tree.lower[c]}" for c in tree.children[verb] if tree.relation[c].startswith(_OF_CLAUSE)}
        seen |= {f"vtag={tree.tag[verb]}", f"verb={tree.lemma[verb]}"}
        rules = self.ruled.get(i, ())
        seen.add(f"rule={rules[0].type if rules else 'none'}")
        about = self.about(tree.sentence[i])
        kinds, starts = about.kinds, about.starts
        behind = bisect_left(starts, i)
        counted |= {
            "rules": len(rules),
            "rule parts": len(rules[0].parts) if rules else 0,
            "rule confidence": rules[0].frame.confidence if rules else 0,
            "headline": i in self.scene.reading.headlined,
            "sentence": tree.sentence[i],
            "people": kinds["person"],
            "groups": kinds["group"],
            "states": kinds["state"],
            "from start": i - sentence.start,
            "to end": sentence.stop - i,
            "after somebody": i - starts[behind - 1] if behind else _FAR,
            "before somebody": next((start - i for start in starts[behind : behind + 2] if start > i), _FAR),
            "said before": self._said_before[i],
            "others here": self.ruled_between(sentence.start, sentence.stop) - (i in self.ruled),
            "others before": self.ruled_between(0, i),
            "times here": len(about.moments),
            "places here": about.places,
            "subject": any(tree.relation[c].startswith("nsubj") for c in tree.children[verb]),
            "owner": any(tree.relation[c] == "nmod:poss" for c in tree.children[i]),
            "carried": carrier is not None,
            "capital": self.scene.reading.doc[i].text[0].isupper(),
            "definite": any(tree.lower[c] in POINTING for c in tree.children[i]),
            "indefinite": any(tree.lower[c] in INDEFINITE for c in tree.children[i]),
        }
        return found

    def _of_sense(self, i: int, head: int, verb: int) -> Iterator[str]:
        """What the senses of a word, of its head and of the verb of its clause say."""
        tree, sense = self.tree, self.sense(i)
        above, said = self.sense(head), self.sense(verb)
        yield from (f"headsense={above}", f"verbsense={said}")
        yield from (f"sense={sense}", f"sense={sense}|dep={tree.relation[i]}", f"sense={sense}|headsense={above}")
        yield f"sense={sense}|verbsense={said}"
        for child in tree.children[i]:
            relation = tree.relation[child]
            yield f"sense={sense}|cd={relation}"
            if relation.startswith(("obl", "nmod")):
                yield from (f"sense={sense}|pp={case}" for case in tree.case(child).split(","))

    def _below(self, i: int, key: str) -> Iterator[str]:
        tree = self.tree
        for child in tree.children[i]:
            relation = tree.relation[child]
            yield from (f"cd={relation}", f"key={key}|cd={relation}")
            if relation in _TELLING:
                yield from (f"c:{relation}={tree.lower[child]}", f"key={key}|c:{relation}={tree.lower[child]}")
            if relation.startswith(("obl", "nmod")):
                for case in tree.children[child]:
                    if tree.relation[case] == "case":
                        yield from (f"pp={tree.lower[case]}", f"key={key}|pp={tree.lower[case]}")

    def reality(self, i: int, kind: str, read: str) -> Features:
        """How really a word states an event of a kind; `read` is what its rule, or else the tree, says."""
        tree, word = self.tree, self.word(i)
        found = Features(set(word.seen), dict(word.counted))
        found.seen |= {f"read={read}", f"read={read}|kind={kind}", f"kind={kind}"}
        above = tree.above(i)[1:5]
        found.seen |= {f"up={tree.lemma[j]}" for j in above} | {f"upsense={self.sense(j)}" for j in above}
        about = self.about(tree.sentence[i])
        found.seen |= about.said
        today, here = self.scene.reading.document.date, about.moments
        found.counted |= {
            "times to come": sum(today is not None and edtf[:10] > today.isoformat() for edtf in here),
            "times gone": sum(today is not None and edtf[:10] < today.isoformat() for edtf in here),
        }
        return found

    def carrier(self, i: int) -> int | None:
        """The verb that carries a noun."""
        if self.ruled.get(i) and (carrier := self.ruled[i][0].carrier) is not None:
            return carrier.i
        verb = self.tree.clause(i)
        return verb if verb != i and self.tree.pos[i] != "VERB" else None

    # Looking up

    def ruled_between(self, start: int, stop: int) -> int:
        """How many words from one token to before another state events by a rule."""
        return bisect_left(self._ruled, stop) - bisect_left(self._ruled, start)

    def sense(self, i: int) -> str:
        """What a word is like, "-" if it is of no sense that is listed."""
        if i not in self._senses:
            known = self.lexicon.senses.among(self.tree.pos[i])
            self._senses[i] = known.get(entry(self.scene.reading.doc[i], known), "-")
        return self._senses[i]

    def here(self, i: int) -> Sequence[tuple[str, Appearance]]:
        """Who is named in the sentence of a word, and where."""
        return self.named(self.tree.sentence[i])

    def named(self, n: int) -> Sequence[tuple[str, Appearance]]:
        """Who is named in a sentence, and where."""
        return self._here.get(n, ())

    def about(self, n: int) -> "Sentence":
        """What a sentence holds."""
        if n not in self._about:
            self._about[n] = self._read(n)
        return self._about[n]

    def _read(self, n: int) -> "Sentence":
        tree, sentence = self.tree, self.tree.sentences[n]
        here = dict(self._here.get(n, ()))
        people = {local for local in here if self.kind(local) == "person"}
        telling = self.lexicon.modality
        words = {tree.lower[j] for j in sentence if tree.lower[j] in _UNREAL or tree.lemma[j] in telling}
        return Sentence(
            here=here.keys(),
            people=people,
            led={self.scene.reading.represented(local) for local in people},
            subjects={local for local, naming in self.named(n) if tree.relation[naming.head].startswith("nsubj")},
            kinds=Counter(self.kind(local) for local in here),
            starts=sorted(naming.start for local, naming in self.named(n) if self.kind(local) != "state"),
            moments=[moment.edtf for moment in self.scene.moments_in(n)],
            places=len(self.scene.places_in(n)),
            said={f"said={word}" for word in words},
        )

    @cached_property
    def _said_before(self) -> Mapping[int, int]:
        """How often each word was said before."""
        times: Counter[str] = Counter()
        found = {}
        for i, key in self.words.items():
            found[i] = times[key]
            times[key] += 1
        return found

    def at(self, i: int) -> str:
        """The word at an index; nothing beyond the document."""
        return self.tree.lower[i] if 0 <= i < len(self.tree) else ""

    def kind(self, local: str) -> str:
        """What kind of actor somebody is: a person, a state or body, or a group."""
        kind = self.scene.actors[local].entity.kind
        return "person" if kind in PEOPLE else "state" if kind in STATES else "group"

    def state(self, local: str) -> str | None:
        """The state or body that somebody is, or acts for."""
        return local if self.kind(local) == "state" else self.scene.reading.represented(local)
