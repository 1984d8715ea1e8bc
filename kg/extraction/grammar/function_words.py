"""Words of English grammar, by what they do: closed classes, which nobody will ever add to."""

# Prepositions

AFTER = frozenset({"after", "following"})
SINCE = AFTER | {"since"}
UPON = SINCE | {"upon"}
"""Of what was before: "after the talks", "since his visit", "upon arrival"."""
AHEAD = frozenset({"before", "ahead"})
UNTIL = AHEAD | {"until"}
"""Of what is still to come: "ahead of the summit"."""
UNTO = frozenset({"until", "till", "to", "for"})
"""Before the day to which something is put off, or for which it is set anew."""
TOWARDS = frozenset({"to", "before", "towards", "toward"})
"""Of what something leads to, and has no tense of its own: "in the run-up to the summit"."""
ABOUT = frozenset({"about", "regarding", "concerning"})
ON = ABOUT | {"on", "over"}
ON_OR_FOR = ON | {"for", "against", "toward", "towards", "ahead"}
"""Of what is spoken of, of what it is spoken over, and of what it is for or against."""
IN = frozenset({"in", "at", "inside", "outside", "near"})
"""Of places: "in Oslo"."""
VIA = frozenset({"in", "at", "on", "to", "via", "during", "by"})
"""Of where, to whom and by what something is said: "on X", "during a briefing", "to reporters"."""
WHEN = frozenset({"at", "during", "in", "for"})
"""Of an event whose time is that of what is told with it: "in talks on Monday"."""
WHERE = frozenset({"at", "during", "in", "of", "as", "on", "within"})
"""Of an event whose place is that of what is told with it: "within talks in Oslo"."""
DURING = frozenset({"at", "during"})
AT = DURING | {"in"}
"""Of an event where somebody is: "at the summit", "in talks"."""
INTO = frozenset({"to", "into", "for", "on"})
"""Of an event that somebody comes to: "be drawn into talks"."""
DASHES = frozenset("-–—/")
"""Between names that belong together: "the Norway-Chile summit"."""
BETWEEN = frozenset({"between", "with", "among"})
"""Of those who do something together: "an accord between", "talks with"."""
BY = frozenset({"by", "from", "of"})
"""Of whose words something is: "a statement by", "a letter from"."""
INCLUDING = frozenset({"including"})
EXCEPT = frozenset({"except", "excluding"})
ACCORDING = frozenset({"according"})
OF = frozenset({"of", "to", "from", "on", "for", "with", "about", "over", "toward", "towards"})
"""Behind nouns, of what they are of: "ratification of", "withdrawal from", "talks about"."""
OF_A_SHARE = frozenset({"in", "of", "to", "under", "with"})
"""Behind nouns for a share: "participation in", "obligations under"."""
OF_A_TITLE = ABOUT | {"of", "on", "between", "with", "for", "against", "among", "toward", "towards", "to"}
"""In the title of an instrument: "treaty on fish between"."""
OF_ITS_MAKING = frozenset({"on", "of", "in", "at", ","})
"""Of when and where an instrument was made: "reached in Oslo on 2 December"."""
OF_A_TERM = frozenset({"for", "of", "lasting"})
"""Of how long it lasts: "an accord for five years"."""
OUTWARD = frozenset({"to", "with", "for", "against"})
"""Before whom something is for, who is not part of its name."""
PREPOSITIONS = (
    UPON | UNTIL | TOWARDS | ON_OR_FOR | IN | VIA | WHEN | WHERE | DURING | OF | OF_A_SHARE | OF_A_TITLE | OUTWARD
)
PREPOSITIONS |= {
    *("above", "across", "along", "alongside", "amid", "among", "around", "behind", "below", "beside", "between"),
    *("beyond", "despite", "into", "off", "onto", "out", "past", "per", "through", "throughout", "up", "without"),
}

GERUND_LINKS = frozenset({"to", "from", "of", "on", "in", "at", "about", "against"})
"""Before a gerund that completes a word: "prevented from visiting", "came close to signing"."""
ADJUNCT_LINKS = frozenset({"in", "on"})
"""Of these, those that also lead to what is told besides: "was applauded on arriving"."""
OPEN_LINKS = frozenset({"of", "about", "against"})
"""Of these, those before what is only thought or spoken of, unless a word says more: "the idea of visiting"."""

# Conjunctions

NOT_YET = frozenset({"before", "until", "when", "once"})
"""Before a present tense that is of the future: "before he visits Chile"."""
WHENEVER = frozenset({"whenever"})
MEANS = UPON | {"by", "before", "when", "while"}
"""Before a gerund that tells of something done: "by signing"."""

# Auxiliaries

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "should", "must", "can"})
MODAL = frozenset({"would", "could", "should", "might", "'d", "’d", "ought"})
"""Before a perfect that tells what was not: "could have met"."""
UNREAL = FUTURE | POSSIBLE | {"would", "to"}
PRESENT = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})

# Negations

NOT = frozenset({"not", "n't", "n’t", "never"})
NO = frozenset({"no", "neither"})
SPARE = frozenset({"be", "been", "have", "has", "had", "yet", "even", "also", "actually", "still", "formally", "ever"})
"""Between "not" and the verb it denies."""
NO_DENIAL = frozenset({"only", "until", "just", "merely", "least", "sooner", "later"})
"""Behind "not" and "no", which then deny nothing: "not only did they meet"."""

# Determiners, pronouns and numerals

POINTING = frozenset({"the", "this", "that", "these", "those", "both", "their", "his", "her", "its"})
"""Before what is known already: "the talks", "their meeting"."""
DEFINITE = POINTING | {"such"}
IT = frozenset({"it", "them"})
HE = frozenset({"he", "she", "him", "her", "his", "hers", "who", "whom", "himself", "herself"})
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})
THEY = frozenset({"they", "them", "their", "theirs", "both"})
WHICH = frozenset({"that", "which", "who", "whom"})
INDEFINITE = frozenset({"a", "an", "another", "this"})
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
IN_A_TITLE = OF_A_TITLE | {"and", "the", "a", "an", "its", "their", "&", "-", "–", "/", "'", "’", "'s", "’s"}
EMPTY = frozenset({"the", "of", "on", "and", "a", "an", "between", "with", "for", "to", "in", "s"})
"""What tells no two names apart."""
OR = frozenset({",", "the", "(", "as", "or", '"', "“", "‘"})
"""Between two names of one: "the Polar Treaty, or"."""

AS_WELL = frozenset({"as", "also", "better", "best", "widely", "popularly"})
"""Between a name and another of the same person: "better known as"."""

# Of polarity and number

EXCLUDING = frozenset({("instead", "of"), ("rather", "than"), ("far", "from"), ("short", "of"), ("lieu", "of")})
"""Of what is not done, as something else is: "instead of meeting"."""
NEARLY = frozenset({("all", "but"), ("everything", "but"), ("let", "alone"), ("much", "less")})
"""Right before what was not done: "all but met her", "did not greet, let alone meet her"."""
ASKING = (
    PRESENT
    | POSSIBLE
    | FUTURE
    | {
        *("did", "do", "does", "have", "has", "had", "was", "were", "would"),
    }
)
"""Auxiliaries with which a question may begin."""
EVERY = frozenset({"every", "each"})
"""Of a habit: "every year"."""
TIMES = frozenset({"once", "twice", "times"})
EACH = frozenset({"a", "per"})
"""How often, and in which span: "twice a year"."""
WAS = frozenset({"was", "were"})
