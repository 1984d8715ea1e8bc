"""Which titles are posts of somebody, and of which country."""

from collections.abc import Sequence

from kg.extraction.arguments.candidates import Objections, Verdict, marked, objection
from kg.extraction.posts.candidates import Mark, PostCandidate

SHORTENED = "a shorter form of another title"
SURE = 0.9
"""How probable it must be that a person serves a country for a post to be told as that country's."""
LONGEST = 24
"""Words of a title, of which a shorter form has some."""
_Key = tuple[str, tuple[str, ...]]


def judged(candidates: Sequence[PostCandidate]) -> list[Verdict[PostCandidate]]:
    """The verdicts on all candidates of a document, in order: each post counts once, in its longest form."""
    against = [objection(one, _AGAINST) for one in candidates]
    standing = [one for one, reason in zip(candidates, against, strict=True) if reason is None]
    shorter = {key for one in standing for key in _shortened(one)}
    seen: set[tuple[str, str, bool]] = set()
    found = []
    for one, reason in zip(candidates, against, strict=True):
        same = (one.person, one.title.text.lower(), Mark.FORMER in one.marks)
        again = "told before" if same in seen else None
        if reason is None:
            seen.add(same)
        short = SHORTENED if (one.person, one.words) in shorter else None
        found.append(Verdict(one, reason or again or short))
    return found


def country(candidate: PostCandidate) -> str | None:
    """Key of the country or organisation of a post: that of its title, or else whom its holder serves."""
    if candidate.title.society is not None:
        return None
    if Mark.FORMER in candidate.marks or (candidate.title.of and Mark.USUAL not in candidate.marks):
        return candidate.title.of
    return candidate.country


def _shortened(candidate: PostCandidate) -> list[_Key]:
    """All that stands together in a title, but itself: "Minister" beside "Deputy Minister of Trade"."""
    words, person = candidate.words[:LONGEST], candidate.person
    parts = (words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1))
    return [(person, part) for part in parts if part != candidate.words]


_AGAINST: Objections[PostCandidate] = {mark.value: marked(mark) for mark in (Mark.DESCRIPTION, Mark.SEVERAL, Mark.IDLE)}
