"""What speaks for and against that a word states what is done to an instrument which its sentence names.

A feature is a text, seen or not, as in the features of events. Nothing here decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.agreements.actions import Acts
from kg.extraction.agreements.candidates import AGENT, ActCandidate
from kg.extraction.agreements.coreference import Instrument
from kg.extraction.agreements.mentions import Naming
from kg.extraction.grammar.tree import Tree
from kg.fitted import Features

_FAR = (1, 2, 4, 8, 16)
"""Tokens from which on a word is farther."""
_SPOTS = 12
"""Namings of one instrument that are looked at, and words in a sentence of each."""
_REACH = 80
"""Tokens of its sentence, on either side of a naming, that are looked at; and namings in a sentence."""
_ARGUMENTS = frozenset({"obj", "obl", "nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Deed:
    """A word that may state what is done to an instrument, and what speaks for and against it."""

    candidate: ActCandidate
    ruled: bool
    """Whether the rules tell it."""
    features: Features


class Deeds:
    """What may be done to the instruments of one document."""

    def __init__(self, acts: Acts, instruments: Sequence[Instrument]) -> None:
        self._acts, self._tree = acts, acts.reading.tree
        self._stated: defaultdict[int, set[int]] = defaultdict(set)
        self._named: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for n, instrument in enumerate(instruments):
            for act in instrument.acts:
                self._stated[act.trigger.i].add(n)
            for naming in instrument.namings:
                self._named[self._tree.sentence[naming.noun.i]].append((n, naming.noun.i))
        self._instruments = instruments

    def of(self, number: int) -> Iterator[Deed]:
        """What may be done to the instrument with a number, by words in the sentences that name it."""
        for naming in self._instruments[number].namings[:_SPOTS]:
            sent, i = naming.noun.sent, naming.noun.i
            near = naming.noun.doc[max(sent.start, i - _REACH) : min(sent.end, i + _REACH)]
            outside = (token for token in near if not naming.start <= token.i < naming.end)
            words = (token for token in outside if not self._has_object(token.i, naming))
            found = ((word, self._acts.triggers.anywhere(word, naming)) for word in words)
            for word, type_ in [(word, type_) for word, type_ in found if type_ is not None][:_SPOTS]:
                candidate = self._acts.candidate(word, type_, naming)
                stated = self._stated.get(word.i, ())
                rule = "this" if number in stated else "another" if stated else "none"
                yield Deed(candidate, number in stated, self._features(candidate, naming, rule, number))

    def _has_object(self, i: int, naming: Naming) -> bool:
        """ "Cited the treaty and signed the guest book": whether a verb does what it does to something else."""
        tree = self._tree
        objects = (child for child in tree.children[i] if tree.relation[child] == "obj" and tree.pos[child] == "NOUN")
        texts, above = self._acts.lexicon.agreements.texts, tree.above(naming.noun.i)
        return tree.pos[i] == "VERB" and any(each not in above and tree.lemma[each] not in texts for each in objects)

    def _features(self, candidate: ActCandidate, naming: Naming, rule: str, number: int) -> Features:
        """Of a word and a naming in its sentence; `rule` is of which instrument the rules take the word to tell."""
        tree, i, noun = self._tree, candidate.word.i, naming.noun.i
        type_, pos, tag = f"type={candidate.type}", tree.pos[i], tree.tag[i]
        side = "<" if i < naming.start else ">"
        gap = range(i + 1, naming.start) if i < naming.start else range(naming.end, i)
        first, last = min(i, noun), max(i, noun)
        far = f"{side}{sum(len(gap) >= edge for edge in _FAR)}"
        others = [at for n, at in self._named[tree.sentence[noun]][:_REACH] if n != number]
        between = f"between={min(2, sum(at in gap for at in others))}"
        by = min(2, len(candidate.those(AGENT)))
        modality = f"modality={candidate.reality.modality.plain}"
        seen = {
            *(type_, f"rule={rule}", f"rule={rule}|{type_}"),
            *(f"key={tree.lemma[i]}.{pos}", f"dep={tree.relation[i]}|{pos}"),
            *(f"far={far}|{pos}", f"far={far}|{type_}", between, f"{between}|far={far}", f"tag={tag}|{side}"),
            *(f"others={min(2, len(others))}|rule={rule}", f"{modality}|{type_}", f"by={by}|{type_}"),
            f"commas={min(3, tree.commas[last] - tree.commas[first])}",
            f"verbs={min(3, tree.verbs[last] - tree.verbs[first + 1])}",
            *(f"behind title={_at(tree, naming.end)}|{side}", f"before title={_at(tree, naming.outer - 1)}|{side}"),
            *(f"behind={_at(tree, i + 1)}|{pos}", f"before={_at(tree, i - 1)}|{pos}"),
            *(f"kind={naming.kind}|{type_}", f"modifies={naming.modifies}", f"heading={naming.heading}|rule={rule}"),
            f"proper={naming.proper}|definite={naming.definite}|{type_}",
            *(f"mark={mark}" for mark in candidate.marks),
        }
        for child in tree.children[i]:
            relation = tree.relation[child]
            seen.add(f"child={relation}|{pos}")
            if relation in _ARGUMENTS:
                seen.add(f"argument={tree.lemma[child]}|{type_}")
            elif relation.startswith(("aux", "mark", "case")):
                seen.add(f"function={tree.lower[child]}|{tag}")
        if len(gap) < 2:
            seen.add(f"gap={' '.join(tree.lower[j] for j in gap)}|{side}|{tag}")
        seen |= set(_of_way(tree, noun, i, type_, side))
        return Features(seen)


def _of_way(tree: Tree, noun: int, i: int, type_: str, side: str) -> Iterator[str]:
    """How the tree leads from an instrument to a word."""
    way = tree.way({above: n for n, above in enumerate(tree.above(noun))}, i)
    if way is None:
        return
    pos, case, text = tree.pos[i], tree.case(noun), f"way={way.text}"
    key = f"{tree.lemma[i]}.{pos}"
    yield from (f"{text}|{pos}", f"{text}|{key}", f"{text}|{type_}|{side}", f"case={case}|{key}", f"case={case}|{text}")
    yield f"last={way.up[-1] if way.up else '-'}|{pos}|{case}"
    yield f"steps={min(4, len(way.up))}/{min(4, len(way.down))}|{pos}"


def _at(tree: Tree, i: int) -> str:
    return tree.lower[i] if 0 <= i < len(tree) else ""
