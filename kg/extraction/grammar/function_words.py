"""Words of English grammar: closed classes, which no list of words will ever add to."""

PREPOSITIONS = frozenset(
    {
        *("about", "above", "across", "after", "against", "ahead", "along", "amid", "among", "around", "as", "at"),
        *("before", "behind", "below", "beside", "between", "beyond", "by", "concerning", "despite", "during", "for"),
        *("from", "in", "inside", "into", "near", "of", "off", "on", "onto", "out", "outside", "over", "past", "per"),
        *("regarding", "since", "through", "throughout", "to", "toward", "towards", "under", "until", "up", "upon"),
        *("via", "with", "within", "without"),
    }
)
