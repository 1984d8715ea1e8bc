"""What is made of the words that `words.yaml` gives: their forms, and what each of them means."""

from collections.abc import Iterable, Mapping

from kg.actors import actors
from kg.inflection import noun_forms, verb_forms
from kg.lexicon.embedding import Embedding
from kg.lexicon.sections import lower, named, one_of
from kg.model import DONE, ActionType, Manner, Modality
from kg.vocab import labels

Words = frozenset[str]
Kinds = Mapping[str, Iterable[str]]
"""Words by what they mean: {"treaty": ["treaty"]}."""


def by_word(kinds: Kinds) -> Mapping[str, str]:
    """What each word means: {"pact": "treaty"}."""
    return {word: kind for kind, words in kinds.items() for word in lower(words)}


def full_forms(kinds: Kinds) -> Mapping[str, Words]:
    """The full forms of each short one: {"ted": {"edward", "theodore"}}."""
    found: dict[str, set[str]] = {}
    for full, shorts in kinds.items():
        for short in lower(shorts):
            found.setdefault(short, set()).add(full)
    return {short: frozenset(full) for short, full in found.items()}


def spellings(kinds: Kinds) -> Mapping[str, str]:
    """The spelling that stands for each other one. Raises ValueError for one that stands for two, or for none."""
    found: dict[str, str] = {}
    for name, others in kinds.items():
        for other in lower(others):
            if other in kinds or found.setdefault(other, name) != name:
                raise ValueError(f"{other}, a spelling of {name}, stands for another name too")
    return found


def _modality(name: str) -> Modality:
    return Modality(one_of(name, Modality, "modality"))


def light(kinds: Kinds) -> Mapping[str, Modality | None]:
    """The modality that each light verb gives, None where that is its own."""
    return {word: None if kind == "plain" else _modality(kind) for word, kind in by_word(kinds).items()}


def _instrument(kind: str) -> str:
    return one_of(kind, labels("AgreementKind"), "kind of agreement")


def instruments(kinds: Kinds) -> Mapping[str, str]:
    """The kind of agreement that each form of a noun stands for."""
    return {form: _instrument(kind) for word, kind in by_word(kinds).items() for form in noun_forms(word)}


def standing(kinds: Mapping[str, str]) -> Mapping[str, str]:
    """The kinds of instruments known by name."""
    return {name: _instrument(kind) for name, kind in named(kinds).items()}


def countries(given: Mapping[str, str]) -> Mapping[str, str]:
    """The keys of the actors that posts belong to."""
    lower(list(given))
    for post, key in named(given).items():
        if key not in actors():
            raise ValueError(f"{post}: there is no actor {key!r}; the keys are those of actors.ttl: USA, VAT, eu")
    return given


def _act(name: str) -> ActionType:
    return ActionType(one_of(name, ActionType, "act"))


def acts(kinds: Kinds) -> Mapping[str, ActionType]:
    """What each form of a noun says is done."""
    return {form: _act(kind) for word, kind in by_word(kinds).items() for form in noun_forms(word)}


def deeds(kinds: Kinds) -> Mapping[str, ActionType]:
    """Every form of every verb, with the particle it needs: "withdrew from", "signed"."""
    found: dict[str, ActionType] = {}
    for kind, entries in kinds.items():
        for entry in lower(entries):
            verb, _, particle = entry.partition(" ")
            found |= {f"{form} {particle}".rstrip(): _act(kind) for form in verb_forms(verb)}
    return found


def manners(kinds: Kinds) -> Mapping[str, Manner]:
    """What each form of a verb or noun tells of how something is done."""
    told = {word: Manner(one_of(kind, Manner, "manner")) for word, kind in by_word(kinds).items()}
    return {form: told[word] for word in told for form in (*verb_forms(word), *noun_forms(word))}


def grouped(kinds: Kinds) -> Mapping[str, Words]:
    """The words that belong to each one."""
    return {word: frozenset(lower(words)) for word, words in kinds.items()}


def of_nouns(nouns: Iterable[str]) -> Words:
    """Every form of some nouns."""
    return frozenset(form for noun in nouns for form in noun_forms(noun))


def of_verbs(entries: Iterable[str]) -> Words:
    """Every form of some verbs."""
    return frozenset(form for verb in entries for form in verb_forms(verb))


def ends(phrases: Iterable[str]) -> Words:
    """The words with which what is of several words begins or ends."""
    parts = (words for phrase in phrases if len(words := phrase.split()) > 1)
    return frozenset(word for words in parts for word in (words[0], words[-1]))


def ahead(known: Mapping[str, Embedding]) -> Mapping[str, Modality]:
    """The predicates that give a modality other than done, with the one they give when affirmed."""
    given = ((word, one.affirmed) for word, one in known.items())
    return {word: effect for word, effect in given if isinstance(effect, Modality) and effect not in DONE}
