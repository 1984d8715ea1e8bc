"""Repairs the silver annotation of the GMB; each step is one class of errors seen there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazetteer import Gazetteer
from names import HYPHEN, Name, Token, spans

MAJORITY = 0.6  # share of the commonest label from which on a name always gets it
MINIMUM = 4  # occurrences before such a vote counts


PREFIXES = ("pro", "anti", "non", "ex")


def part_hyphens(sentence: Sequence[Token], gazetteer: Gazetteer) -> list[Token]:
    """Splits "U.S.-led", "pro-Syrian" and "Chad-Sudan", whose names the corpus leaves out, into three tokens."""
    parted: list[Token] = []
    for token in sentence:
        left, hyphen, right = token.form.partition("-")
        known_left, known_right = (gazetteer.is_known(side) for side in (left, right))
        common = right.isalpha() and right.islower()
        if hyphen and ((known_left and (known_right or common)) or (known_right and left.lower() in PREFIXES)):
            tags = ("NNP" if known_left else "", HYPHEN, "NNP" if known_right else "")
            parted += [Token(form, tag, "O") for form, tag in zip((left, hyphen, right), tags, strict=True)]
        else:
            parted.append(token)
    return parted


@dataclass
class Cleaner:
    """Repairs the spans of a sentence by the words of a gazetteer."""

    gazetteer: Gazetteer

    def __post_init__(self) -> None:
        g = self.gazetteer
        self.titles, self.particles = g.titles, g.words("particles")
        self.roles, self.never = g.words("roles"), g.words("never_names")
        self.portfolios, self.institutions = g.words("portfolios"), g.words("after_general")
        self.kept_titles = g.words("titles_in_organisations")

    def clean(self, sentence: Sequence[Token]) -> list[Name]:
        """The names of a sentence, without overlaps, in their order."""
        names = [piece for name in spans(sentence) for piece in self._cut(sentence, name)]
        names = self._after_titles(sentence, names)
        names = self._known(sentence, names)
        names = [self._trim(sentence, name) for name in names]
        named = [name for name in names if name.begin < name.end and self._text(sentence, name) not in self.never]
        return [
            Name(n.begin, n.end, self.gazetteer.label(self._text(sentence, n), n.label))
            for n in named
            if self._text(sentence, n)[0].isalnum()
        ]

    @staticmethod
    def _text(sentence: Sequence[Token], name: Name) -> str:
        return " ".join(token.form for token in sentence[name.begin : name.end])

    def _cut(self, sentence: Sequence[Token], name: Name) -> list[Name]:
        """Takes titles off persons, and persons with their titles off what stands before them."""
        begin, end = name.begin, name.end
        if sentence[begin].form == "State" and begin > 1 and sentence[begin - 2].form == "Secretary":
            return [Name(begin + 1, end, "PERSON")]
        if name.label == "PERSON":
            while begin < end and self._is_title(sentence, begin):
                begin += 1
            return [Name(begin, end, name.label)]
        while (
            begin < end < len(sentence)
            and sentence[end].form in self.roles
            and sentence[end - 1].form in self.portfolios
        ):
            end -= 1
        for at in range(begin + 1, end - 1):
            if sentence[at].form == "and" and self._both_known(sentence, begin, at, end):
                return [Name(begin, at, "GPE"), Name(at + 1, end, "GPE")]
        role = next((at for at in range(begin, end) if self._is_role(sentence, at)), None)
        if role is not None:
            return self._at_role(sentence, Name(begin, end, name.label), role)
        return [Name(begin, end, name.label)]

    def _at_role(self, sentence: Sequence[Token], name: Name, role: int) -> list[Name]:
        """What stands before a post within a name, and the person behind it."""
        rest = ministry = role
        while rest < name.end and self._is_title(sentence, rest):
            rest += 1
        while ministry > name.begin and sentence[ministry - 1].form in self.titles | {"State", "Affairs"}:
            ministry -= 1
        return [Name(name.begin, ministry, name.label), Name(rest, name.end, "PERSON")]

    def _both_known(self, sentence: Sequence[Token], begin: int, at: int, end: int) -> bool:
        sides = self._text(sentence, Name(begin, at, "")), self._text(sentence, Name(at + 1, end, ""))
        return all(map(self.gazetteer.is_known, sides))

    def _is_role(self, sentence: Sequence[Token], at: int) -> bool:
        form = sentence[at].form
        following = sentence[at + 1].form if at + 1 < len(sentence) else ""
        institution = form in ("General", "Justice", "Attorney") and following in self.institutions
        return form in self.roles and form not in self.kept_titles and not institution

    def _is_title(self, sentence: Sequence[Token], at: int) -> bool:
        form = sentence[at].form
        return form in self.titles or (
            form in ("State", "of", "-", "designate")
            and at > 0
            and sentence[at - 1].form in ("Secretary", "of", "Minister", "-")
        )

    def _after_titles(self, sentence: Sequence[Token], names: list[Name]) -> list[Name]:
        """Proper nouns right after a capitalised title are one person, whatever the corpus says of them."""
        for at in range(1, len(sentence)):
            if not self._opens_person(sentence, at):
                continue
            end = at
            while end < len(sentence) and self._continues_person(sentence, at, end):
                end += 1
            while end > at and sentence[end - 1].form in self.particles:
                end -= 1
            if end > at and self._text(sentence, Name(at, end, "")) not in self.gazetteer.known:
                names = [n for n in names if n.end <= at or n.begin >= end] + [Name(at, end, "PERSON")]
        return sorted(names, key=lambda name: name.begin)

    def _opens_person(self, sentence: Sequence[Token], at: int) -> bool:
        before, here = sentence[at - 1].form, sentence[at]
        titled = before in self.titles and before[0].isupper() and before not in self.kept_titles
        titled |= at > 2 and before == "State" and sentence[at - 3].form == "Secretary"
        return titled and here.tag == "NNP" and here.form not in self.titles and here.label[2:] not in ("tim", "org")

    def _continues_person(self, sentence: Sequence[Token], begin: int, at: int) -> bool:
        token = sentence[at]
        if token.label[2:] == "tim" or token.form in self.gazetteer.known:
            return False
        follows = at + 1 < len(sentence) and sentence[at + 1].tag == "NNP"
        return token.tag == "NNP" or (at > begin and token.form in self.particles and follows)

    def _known(self, sentence: Sequence[Token], names: list[Name]) -> list[Name]:
        """Adds names that the corpus left out or cut ("South [Korean]"), longest first."""
        taken = {at: name for name in names for at in range(name.begin, name.end)}
        known = self.gazetteer.known
        forms = [token.form for token in sentence]
        at = 0
        while at < len(sentence):
            for end in range(min(len(sentence), at + 4), at, -1):
                text = " ".join(forms[at:end])
                label = known.get(text) or self._likely(text, free=at not in taken)
                inside = {taken[i] for i in range(at, end) if i in taken} if label else set()
                if label and all(at <= n.begin and n.end <= end for n in inside):
                    names = [n for n in names if n not in inside] + [Name(at, end, label)]
                    at = end - 1
                    break
            at += 1
        return sorted(names, key=lambda name: name.begin)

    def _likely(self, text: str, *, free: bool) -> str | None:
        """The label of a city or demonym where the corpus has none."""
        if free and text in self.gazetteer.cities:
            return "GPE"
        return "NORP" if free and self.gazetteer.votes.get(text) == "NORP" else None

    def _trim(self, sentence: Sequence[Token], name: Name) -> Name:
        """Drops lower-case words and marks at the edges: "northwest Pakistan", "Bush ,"."""
        begin, end = name.begin, name.end
        while begin < end and not self._is_name_word(sentence[begin].form):
            begin += 1
        while end > begin and not self._is_name_word(sentence[end - 1].form):
            end -= 1
        return Name(begin, end, name.label)

    def _is_name_word(self, form: str) -> bool:
        return any(c.isupper() for c in form) or form.split("-")[0] in ("al", "el") or form == "iPhone"


def vote(cleaner: Cleaner, sentences: Iterable[Sequence[Token]]) -> dict[str, str]:
    """Name -> the label that most of its occurrences have, where they are many and nearly agree."""
    counts: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for name in cleaner.clean(sentence):
            text = " ".join(token.form for token in sentence[name.begin : name.end])
            counts.setdefault(text, Counter())[name.label] += 1
    tops = {text: (*count.most_common(1)[0], sum(count.values())) for text, count in counts.items()}
    return {text: top for text, (top, n, total) in sorted(tops.items()) if total >= MINIMUM and n / total >= MAJORITY}
