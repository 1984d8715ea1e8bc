"""What speaks for and against that somebody, a place or a time belongs to the event that a word states."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import TypeVar

from kg.extraction.arguments.scene import Appearance, Moment, Place
from kg.extraction.coreference import Reading
from kg.extraction.events.features import Evidence
from kg.extraction.events.past import REACH
from kg.extraction.events.relations import Relations
from kg.extraction.grammar.function_words import POINTING
from kg.fitted import Features
from kg.kinds import VISIT
from kg.model import EntityKind

_MOST = 40
"""Times or places of one sentence that are looked at: a real one names few."""
_T = TypeVar("_T")
_LIKELY = 0.5
_OF_COMPANY = ("of last", "of alike", "subject before", "definite", "early", "ruled", "state of alike")
"""What is seen of somebody that tells more beside others."""


@dataclass(frozen=True)
class ActorPair:
    """A word and somebody who may take part in what it states."""

    local: str
    naming: Appearance
    features: Features

    def is_capacity(self, reading: Reading) -> bool:
        """Whether a post tells only what somebody is who is named besides: "sworn in as Foreign Minister of Norway"."""
        start, role = self.naming.reference.start, reading.known(self.local).kind is EntityKind.ROLE
        before = [token.lower_ for token in reading.doc[max(0, start - 2) : start]]
        return role and before[-1:] == ["as"] and before[:1] != ["well"]


@dataclass(frozen=True)
class PlacePair:
    """A word and where what it states may happen."""

    place: Place
    features: Features


@dataclass(frozen=True)
class MomentPair:
    """A word and when what it states may happen."""

    moment: Moment
    features: Features


def actors(evidence: Evidence, i: int, kind: str) -> list[ActorPair]:
    """Of each who may take part in what a word states."""
    tree, n = evidence.tree, evidence.tree.sentence[i]
    relations = Relations(evidence, i, kind)
    rules = evidence.ruled.get(i, ())
    ruled = {part.reference.entity for mention in rules for part in mention.parts}
    about, past = evidence.about(n), evidence.past
    visit = kind == VISIT
    last = past.last(i)
    subjects = evidence.about(n - 1).subjects if n else frozenset()
    definite = any(tree.lower[c] in POINTING for c in tree.children[i])
    whoever = {
        "here": len(about.here),
        "people here": len(about.people),
        "rule": bool(rules),
        "rule has": len(ruled),
        "definite": definite,
        "definite without people": definite and not about.people,
    }
    made = []
    for local in past.reach(i):
        actor = evidence.scene.actors[local]
        count, near, nearest = past.near(local, i)
        best = relations.nearest(near, here=True) if near else relations.nearest(nearest, here=False)
        who = str(actor.entity.kind)
        found = relations.to(best, who)
        found.seen |= _of_whom(kind, who, best.way)
        if actor.entity.kind is EntityKind.GROUP:
            found.seen.add(f"group={actor.entity.name.split()[0].lower()}")
        state = evidence.scene.reading.represented(local)
        found.counted |= whoever
        found.counted |= {
            "named here": count,
            "named": len(actor.namings),
            "early": tree.sentence[actor.namings[0].start] <= 1,
            "titled": best.reference.title is not None,
            "served": actor.entity.of is not None,
            "led": local in about.led,
            "ruled": local in ruled,
            "sentences": 0 if near else min(abs(tree.sentence[naming.start] - n) for naming in nearest),
            "of alike": past.alike(local, i, visit=visit),
            "of last": local in last,
            "state of alike": past.alike(state, i, visit=visit) if state else False,
            "subject before": local in subjects,
            "events of": past.events[local],
            "headlined": local in past.headlined,
        }
        made.append(ActorPair(local, best, found))
    _rank([pair.features for pair in made])
    return made


def company(evidence: Evidence, kind: str, taking: Sequence[ActorPair], likely: Sequence[float]) -> list[Features]:
    """Of each who may take part, seen beside the others; `likely` is how probable each is by itself."""
    states = [evidence.state(pair.local) for pair in taking]
    order = sorted(range(len(taking)), key=lambda n: -likely[n])
    rank = {n: place for place, n in enumerate(order)}
    sure = [n for n in order if likely[n] > _LIKELY]
    kinds = [evidence.kind(pair.local) for pair in taking]
    together = sum(likely)
    found = []
    for n, pair in enumerate(taking):
        others = [m for m in sure if m != n]
        counted = pair.features.counted
        who, same, state = kinds[n], bool(counted["same"]), states[n]
        people = min(3, sum([kinds[m] == "person" for m in others]))
        p, beside = round(log(max(likely[n], 1e-3) / max(1 - likely[n], 1e-3))), min(3, len(others))
        its = state is not None and state in [states[m] for m in others]
        named = state in [taking[m].local for m in others]
        seen = {
            f"p={p}|who={who}|same={same}|people={people}",
            f"named by likely={named}|who={who}",
            f"sentences={min(3, counted['sentences'])}|beside={beside}|who={who}|way={pair.naming.way}",
        }
        seen.update(
            _of_rank(p, kind, min(rank[n], 5)),
            _of_company(p, kind, beside, same, who, its),
            *[_in_company(name, bool(counted[name]), p, beside, same, who) for name in _OF_COMPANY],
        )
        found.append(Features(seen, {"rank": rank[n], "beside": len(others), "all": together - likely[n]}))
    return found


def places(evidence: Evidence, i: int, kind: str) -> list[PlacePair]:
    """Of each place where what a word states may happen."""
    tree, n = evidence.tree, evidence.tree.sentence[i]
    relations = Relations(evidence, i, kind)
    rules = evidence.ruled.get(i, ())
    ruled = {mention.place.entity for mention in rules if mention.place}
    made = []
    for place in _within(n, evidence.scene.places_in, early=True):
        what = str(place.entity.kind)
        found = relations.to(place.naming, what)
        before = evidence.at(place.naming.start - 1)
        found.seen |= {
            f"pk={what}|{place.naming.way}",
            f"kind={kind}|pk={what}",
            f"before={before}",
            f"kind={kind}|before={before}",
        }
        found.counted |= {
            "ruled": place.entity.id in ruled,
            "rule": bool(rules),
            "rule has": bool(ruled),
            "dateline": place.naming.start < 12,
            "owns": place.naming.reference.end < len(tree) and tree.tag[place.naming.reference.end] == "POS",
            "places": len(evidence.scene.places),
            "named": evidence.past.places[place.entity.id],
        }
        made.append(PlacePair(place, found))
    _rank([pair.features for pair in made])
    return made


def moments(evidence: Evidence, i: int, kind: str) -> list[MomentPair]:
    """Of each time when what a word states may happen."""
    tree, n = evidence.tree, evidence.tree.sentence[i]
    relations = Relations(evidence, i, kind)
    rules = evidence.ruled.get(i, ())
    ruled = {mention.time.mention.begin for mention in rules if mention.time and mention.time.mention}
    today = evidence.scene.reading.document.date
    made = []
    for moment in _within(n, evidence.scene.moments_in):
        when = moment.when
        found = relations.between(when.start, when.end, moment.head, "time")
        found.seen |= {f"tw={tree.lower[j]}" for j in range(when.start, min(when.end, when.start + 3))}
        found.counted |= {
            "day": len(moment.edtf) == 10,
            "span": "/" in moment.edtf,
            "year": len(moment.edtf) == 4,
            "to come": today is not None and moment.edtf[:10] > today.isoformat(),
            "today": today is not None and moment.edtf[:10] == today.isoformat(),
            "ruled": when.mention.begin in ruled,
            "rule": bool(rules),
            "rule has": bool(ruled),
            "times": len(evidence.scene.moments),
            "headlined": when.start in evidence.scene.reading.headlined,
        }
        made.append(MomentPair(moment, found))
    _rank([pair.features for pair in made])
    return made


def _within(n: int, of: Callable[[int], Sequence[_T]], *, early: bool = False) -> list[_T]:
    """Those in the sentences around one, and in the first ones of a text if `early` ones count."""
    around = {*range(max(0, n - REACH), n + REACH + 1), *(range(2) if early else ())}
    return [one for sentence in sorted(around) for one in of(sentence)[:_MOST]]


@cache
def _of_whom(kind: str, who: str, way: str) -> frozenset[str]:
    """What is seen of an actor, of what kind and named by what, beside an event of a kind."""
    return frozenset({f"who={who}", f"way={way}", f"kind={kind}|who={who}", f"kind={kind}|who={who}|way={way}"})


@cache
def _of_rank(p: int, kind: str, rank: int) -> frozenset[str]:
    """What is seen of how probable somebody is, by himself and among others."""
    return frozenset({f"p={p}", f"p={p}|kind={kind}", f"p={p}|rank={rank}"})


@cache
def _of_company(p: int, kind: str, beside: int, same: bool, who: str, its: bool) -> frozenset[str]:
    """What is seen of somebody of a kind who has others beside him, one of them of his state or not."""
    return frozenset(
        {
            f"p={p}|beside={beside}|same={same}",
            f"kind={kind}|beside={beside}|same={same}|who={who}",
            f"its={its}|who={who}|same={same}",
            f"its={its}|p={p}",
        }
    )


@cache
def _in_company(name: str, so: bool, p: int, beside: int, same: bool, who: str) -> frozenset[str]:
    """What is seen of something that is so, or not, of somebody who has others beside him."""
    return frozenset({f"{name}={so}|same={same}|beside={beside}|who={who}", f"{name}={so}|p={p}"})


def _rank(found: Sequence[Features]) -> None:
    """Count, for each of some pairs, how many of the others lie nearer, in the tree and in the text."""
    for name, by in (("rank", "len"), ("rank in text", "far")):
        order = sorted(range(len(found)), key=lambda n: (not found[n].counted["same"], found[n].counted[by]))
        for rank, n in enumerate(order):
            found[n].counted[name] = rank
