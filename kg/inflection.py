"""The inflected forms of the words a lexicon lists, so that a word is known whatever lemma a tagger gives it."""

from collections.abc import Iterable, Mapping

_VOWELS = "aeiou"


def verb_forms(entry: str) -> tuple[str, ...]:
    """Forms of a verb given as "base", "base/past" or "base/past/participle"; the base comes first.

    Where a last consonant may be doubled, both spellings are given: one of them is no word and will never be met.

    >>> verb_forms("deny")
    ('deny', 'denies', 'denying', 'denied')
    >>> verb_forms("write/wrote/written")
    ('write', 'writes', 'writing', 'wrote', 'written')
    >>> verb_forms("admit")
    ('admit', 'admits', 'admiting', 'admitting', 'admited', 'admitted')
    """
    base, *irregular = entry.split("/")
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return (base, base[:-1] + "ies", base + "ing", *(irregular or (base[:-1] + "ied",)))
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    if base.endswith("e"):
        present = base if base.endswith("ee") else base[:-1]
        return (base, third, present + "ing", *(irregular or (base + "d",)))
    stems = (base, base + base[-1]) if _may_double(base) else (base,)
    return (base, third, *(stem + "ing" for stem in stems), *(irregular or (stem + "ed" for stem in stems)))


def _may_double(base: str) -> bool:
    return len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a noun.

    >>> noun_forms("treaty"), noun_forms("memorandum")
    (('treaty', 'treaties'), ('memorandum', 'memorandums', 'memoranda'))
    """
    if noun.endswith("um"):
        return noun, noun + "s", noun[:-2] + "a"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def verbs(entries: Iterable[str]) -> Mapping[str, str]:
    """The base form of every form of the verbs."""
    return {form: forms[0] for entry in entries for forms in [verb_forms(entry)] for form in forms}
