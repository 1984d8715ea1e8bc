"""What paths are compiled to: functions from a word to the words one comes to, and tests of a word.

What words a class has is asked of the lexicon when a document is first read, so that one's own words belong to it, too.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from kg.extraction.grammar.lemmas import is_listed
from kg.lexicon import lexicon
from kg.parse import Token

Walk = Callable[[Token], list[Token]]
Test = Callable[[Token], bool]
_CLASSES = "word classes"
"""The name under which a document keeps what it is read by."""


def to_dependents(relations: frozenset[str], side: str, test: Test) -> Walk:
    """To the dependents that have one of the relations, or any if none is given: `>obj`."""
    if side == "before":
        return lambda token: [
            child for child in token.lefts if (not relations or child.dep_ in relations) and test(child)
        ]
    if side == "after":
        return lambda token: [
            child for child in token.rights if (not relations or child.dep_ in relations) and test(child)
        ]
    if not relations:
        return lambda token: [child for child in token.children if test(child)]
    if test is anything:
        return lambda token: [child for child in token.children if child.dep_ in relations]
    return lambda token: [child for child in token.children if child.dep_ in relations and test(child)]


def to_head(relations: frozenset[str], side: str, test: Test) -> Walk:
    """To the head of a word that has one of the relations to it: `<obj`."""
    sign = {"before": -1, "after": 1}.get(side, 0)

    def walk(token: Token) -> list[Token]:
        if relations and token.dep_ not in relations:
            return []
        head = token.head
        return [head] if head.i != token.i and (head.i - token.i) * sign >= 0 and test(head) else []

    return walk


def to_itself(relations: frozenset[str], side: str, test: Test) -> Walk:
    """To the word itself, if it has one of the relations: `.ROOT`."""
    return lambda token: [token] if (not relations or token.dep_ in relations) and test(token) else []


def one_behind_the_other(steps: Sequence[Walk]) -> Walk:
    """Each step from where the one before leads."""
    if len(steps) == 1:
        return steps[0]

    first, *others = steps

    def walk(token: Token) -> list[Token]:
        found = first(token)
        if not found:
            return found
        for step in others:
            found = [last for middle in found for last in step(middle)]
        return in_order(found)

    return walk


def together(walks: Sequence[Walk]) -> Walk:
    """Wherever one of the walks leads."""
    if len(walks) == 1:
        return walks[0]
    return lambda token: in_order([found for walk in walks for found in walk(token)])


def first_that_leads(walks: Sequence[Walk]) -> Walk:
    """Where the first leads of the walks that lead anywhere."""
    if len(walks) == 1:
        return walks[0]
    return lambda token: next((found for walk in walks if (found := walk(token))), [])


def again(step: Walk) -> Walk:
    """A step once or more."""

    def walk(token: Token) -> list[Token]:
        found: dict[int, Token] = {}
        ahead = step(token)
        while ahead:
            found |= {each.i: each for each in ahead}
            ahead = [each for last in ahead for each in step(last) if each.i not in found]
        return in_order([*found.values()])

    return walk


def perhaps(step: Walk) -> Walk:
    """A step, or none."""
    return lambda token: in_order([token, *step(token)])


def in_order(tokens: Sequence[Token]) -> list[Token]:
    """The words in the order of the text, each once."""
    if len(tokens) < 2:
        return [*tokens]
    found = {token.i: token for token in tokens}
    return [found[i] for i in sorted(found)]


def anything(token: Token) -> bool:
    """The test that every word passes."""
    return True


def all_of(tests: Sequence[Test]) -> Test:
    """Whether a word passes all tests."""
    match tests:
        case []:
            return anything
        case [test]:
            return test
        case [one, two]:
            return lambda token: one(token) and two(token)
    return lambda token: all(test(token) for test in tests)


def unlike(test: Test) -> Test:
    """Whether a word does not pass a test."""
    return lambda token: not test(token)


def somewhere(walk: Walk) -> Test:
    """Whether a walk from a word leads anywhere."""
    return lambda token: bool(walk(token))


def comparison(attribute: str, values: Sequence[str]) -> Test:
    """Whether an attribute of a word is one of the values; for lemmas and words, "$NAME" is a class of words."""
    classes = [value for value in values if value.startswith("$") and attribute in _OF_CLASSES]
    words = frozenset(values) - set(classes)
    tests = [_OF_CLASSES[attribute](name[1:]) for name in classes]
    if words:
        tests.append(ATTRIBUTES[attribute](words))
    return tests[0] if len(tests) == 1 else lambda token: any(test(token) for test in tests)


def _is_lemma(words: frozenset[str]) -> Test:
    return lambda token: is_listed(token, words)


def _is_lemma_of(name: str) -> Test:
    return lambda token: is_listed(token, _classes(token)[name])


def _is_word(words: frozenset[str]) -> Test:
    return lambda token: token.lower_ in words


def _is_word_of(name: str) -> Test:
    return lambda token: token.lower_ in _classes(token)[name]


def _classes(token: Token) -> Mapping[str, AbstractSet[str]]:
    """The word classes that the document of a word is read by: asked for once, for that looks into the environment."""
    kept = token.doc.kept
    if _CLASSES not in kept:
        kept[_CLASSES] = lexicon().classes
    found: Mapping[str, AbstractSet[str]] = kept[_CLASSES]
    return found


def _is_part_of_speech(words: frozenset[str]) -> Test:
    return lambda token: token.pos_ in words


def _is_tag(words: frozenset[str]) -> Test:
    return lambda token: token.tag_ in words


def _is_relation(words: frozenset[str]) -> Test:
    return lambda token: token.dep_ in words


STEPS = {">": to_dependents, "<": to_head, ".": to_itself}
ATTRIBUTES = {"lemma": _is_lemma, "lower": _is_word, "pos": _is_part_of_speech, "tag": _is_tag, "dep": _is_relation}
"""What a word may be compared by, and how."""
_OF_CLASSES = {"lemma": _is_lemma_of, "lower": _is_word_of}
