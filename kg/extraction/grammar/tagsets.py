"""The names that parses use: relations of Universal Dependencies, and parts of speech."""

RELATIONS = frozenset(
    {
        *("ROOT", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass"),
        *("case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj"),
        *("csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed"),
        *("flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked"),
        *("nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan"),
        *("parataxis", "punct", "reparandum", "vocative", "xcomp"),
    }
)
"""The relations of English in Universal Dependencies."""
TAGS = frozenset(
    {
        *("$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW"),
        *("HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS"),
        *("PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"),
        *("WDT", "WP", "WP$", "WRB", "XX", "_SP", "``"),
    }
)
"""The parts of speech of the Penn Treebank."""
POS = frozenset(
    {
        *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT"),
        *("SCONJ", "SYM", "VERB", "X", "SPACE"),
    }
)
"""The universal parts of speech."""
