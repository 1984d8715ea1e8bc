"""The parse of a document as plain lists, for whoever asks for much of it: a feature costs a look into a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kg.parse import Doc

_DEEPEST = 25
"""Steps up from a word that are followed; a longer way tells nothing."""
_ALIKE = frozenset({"conj", "flat", "compound", "appos", "flat:name", "list"})
"""Relations of what stands for the same as its head, or beside it."""
_BREAKS = frozenset({",", ";", "("})
_VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True)
class Way:
    """How the tree leads from one word to another: relations up, relations down, and what joins the other to it."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    case: str
    """The preposition of the other's phrase."""
    first_case: str
    """The preposition of the phrase that the way down begins with."""
    last: int
    """The word by which the other, or what it is in a row with, hangs on the tree."""
    top: int
    verbs: int
    """Verbs that it leads through."""
    in_row: bool

    @cached_property
    def text(self) -> str:
        """The way written down: "obl>advcl/nsubj"."""
        return ">".join(self.up[:4]) + "/" + ">".join(self.down[:4])


class Tree:
    """A parsed document; everything is looked up by the index of a token."""

    def __init__(self, doc: Doc) -> None:
        self.head = [token.head.i for token in doc]
        self.relation = [token.dep_ for token in doc]
        self.lemma = [token.lemma_.lower() for token in doc]
        self.lower = [token.lower_ for token in doc]
        self.tag = [token.tag_ for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.children = [[child.i for child in token.children] for token in doc]
        self.sentences = [range(sentence.start, sentence.end) for sentence in doc.sents]
        self.sentence = [n for n, sentence in enumerate(self.sentences) for _ in sentence]

        self.commas = [0, *accumulate(word in _BREAKS for word in self.lower)]
        """How many marks that part phrases stand before a token;"""
        self.verbs = [0, *accumulate(pos == "VERB" for pos in self.pos)]
        """and how many verbs."""

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.head)

    def above(self, i: int) -> Sequence[int]:
        """A word and those above it, nearest first."""
        found = [i]
        while self.head[i] != i and len(found) < _DEEPEST:
            i = self.head[i]
            found.append(i)
        return found

    def clause(self, i: int) -> int:
        """The verb of the clause a word stands in; the root if there is none."""
        while self.pos[i] not in _VERBS and self.head[i] != i:
            i = self.head[i]
        return i

    def top(self, start: int, end: int) -> int:
        """The word among tokens `start` to `end` on which the others hang."""
        for i in range(start, end):
            if not start <= self.head[i] < end or self.head[i] == i:
                return i
        return end - 1

    def case(self, i: int) -> str:
        """The prepositions in front of a word, in order of the alphabet."""
        return ",".join(sorted(self.lower[c] for c in self.children[i] if c < i and self.relation[c] == "case"))

    def way(self, above: Mapping[int, int], i: int) -> Way | None:
        """How the tree leads to a word from another, of which `above` has the number of steps to each word above it."""
        down, word = [], i
        while word not in above:
            down.append(word)
            if self.head[word] == word or len(down) > _DEEPEST:
                return None
            word = self.head[word]
        steps = above[word]
        ups = [above_word for above_word, n in above.items() if n < steps]
        relations = [self.relation[w] for w in reversed(down)]
        slim = [relation for relation in relations if relation not in _ALIKE] or relations[:1]
        last = i
        while self.relation[last] in _ALIKE and self.head[last] != last:
            last = self.head[last]
        return Way(
            up=tuple(self.relation[w] for w in ups),
            down=tuple(slim),
            case=self.case(last),
            first_case=self.case(down[-1] if down else i),
            last=last,
            top=word,
            verbs=sum(self.pos[w] in _VERBS for w in (*ups[1:], *down[1:])),
            in_row=any(relation in ("conj", "list") for relation in relations),
        )
