"""Tables of the rule lemmatizer: spaCy's English rules and word index, corrected by the treebanks' own lemmas."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spacy.lookups import Lookups, load_lookups
from treebank import Paragraph, Word

INFLECTED = ("noun", "verb", "adj", "adv")
INDEXED = ("noun", "verb", "adj")
RULED = (*INDEXED, "punct")
AS_IT_IS = [["", ""]]  # the word in lower case; without a rule its capitals would stay
CLOSED = ("aux", "pron", "det", "part", "adp", "sconj", "cconj")
MINIMUM = 2  # occurrences of a form before the treebanks overrule a rule

FEATURES = {
    **{"NN": "Number=Sing", "NNS": "Number=Plur", "NNP": "Number=Sing", "NNPS": "Number=Plur"},
    **{"JJ": "Degree=Pos", "JJR": "Degree=Cmp", "JJS": "Degree=Sup", "RBR": "Degree=Cmp", "RBS": "Degree=Sup"},
    **{"VB": "VerbForm=Inf", "VBD": "Tense=Past|VerbForm=Fin", "VBG": "Tense=Pres|VerbForm=Part"},
    **{"VBN": "Tense=Past|VerbForm=Part", "VBP": "Tense=Pres|VerbForm=Fin", "MD": "VerbForm=Fin"},
    **{"VBZ": "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"},
}
"""Tag -> UD features that follow from it alone; the lemmatizer asks them whether a word is a base form."""


PERSONAL = {"MORPH": "Mood=Ind|Number=Plur|Tense=Pres|VerbForm=Fin"}
"""Features of "are" and "am": a number says that they are no base forms."""


def lemma_tables(paragraphs: Sequence[Paragraph]) -> Lookups:
    """The lemmatizer's tables `lemma_rules`, `lemma_exc` and `lemma_index`."""
    english = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    exceptions = {pos: dict(english.get_table("lemma_exc").get(pos, {})) for pos in (*INFLECTED, *CLOSED)}
    words = (word for paragraph in paragraphs for sentence in paragraph for word in sentence)
    for (pos, form), lemma in _lemmas(words).items():
        if pos in CLOSED or (pos in INFLECTED and form != lemma):
            exceptions[pos] |= {form: [lemma], form.replace("'", "’"): [lemma]}
    tables = Lookups()
    rules = dict.fromkeys((*CLOSED, "adv"), AS_IT_IS) | {pos: english.get_table("lemma_rules")[pos] for pos in RULED}
    tables.add_table("lemma_rules", rules)
    tables.add_table("lemma_exc", {pos: dict(sorted(table.items())) for pos, table in exceptions.items()})
    index = {pos: sorted(filter(str.isalpha, english.get_table("lemma_index")[pos])) for pos in INDEXED}
    # The lemmatizer only asks whether a word is in: a mapping answers at once, a list after reading it.
    tables.add_table("lemma_index", {pos: dict.fromkeys(known, 1) for pos, known in index.items()})
    return tables


def _lemmas(words: Iterable[Word]) -> dict[tuple[str, str], str]:
    """(part of speech, lower-case form) -> its commonest lemma, for forms seen often enough."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in words:
        counts[word.pos.lower(), word.form.lower()][word.lemma] += 1
    tops = {key: (*count.most_common(1)[0], sum(count.values())) for key, count in sorted(counts.items())}
    return {key: lemma for key, (lemma, _, total) in tops.items() if total >= MINIMUM}
