"""Which persons of different documents are one: compatible names, and a post, country or agency that they share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, combinations_with_replacement, product

from kg.identity import Reference
from kg.model import Document, EntityKind, Extraction
from kg.personal_names import compatible, plain, words
from kg.resolve.clusters import Clusters

Context = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class _Profile:
    """Persons alike in name and context; where there is no context, in the actors that their documents speak of.

    Two bare surnames are known to be one person only by a shared post.
    """

    name: str
    words: tuple[str, ...]
    context: Context
    around: frozenset[str]
    members: list[Reference]

    @property
    def first(self) -> Reference:
        return self.members[0]

    @property
    def fullness(self) -> tuple[int, int]:
        return len(self.words), sum(map(len, self.words))

    @property
    def full(self) -> bool:
        """Whether the name has a given name, and not merely an initial."""
        return len(self.words) > 1 and len(self.words[0]) > 1


def join_persons(clusters: Clusters, contents: Sequence[tuple[Document, Extraction]]) -> None:
    """Join the persons of all documents."""
    surnames: defaultdict[str, list[_Profile]] = defaultdict(list)
    beginnings: defaultdict[tuple[str, ...], list[_Profile]] = defaultdict(list)
    for profile in _profiles(contents):
        surnames[profile.words[-1]].append(profile)
        if len(profile.words) > 1:
            beginnings[profile.words[:2]].append(profile)
    for surname in sorted(surnames):
        _join_equal(clusters, surnames[surname])
        _join_compatible(clusters, surnames[surname])
    for beginning in sorted(beginnings):
        _join_compatible(clusters, beginnings[beginning])


def _profiles(contents: Sequence[tuple[Document, Extraction]]) -> list[_Profile]:
    """The profiles of all persons, the least full names first."""
    found: dict[tuple[tuple[str, ...], Context, frozenset[str]], _Profile] = {}
    for document, said in contents:
        contexts = _contexts(said)
        actors = frozenset(entity.key for entity in said.entities if entity.key)
        for entity in said.entities:
            if entity.kind is EntityKind.PERSON and words(entity.name):
                context = frozenset(contexts[entity.id])
                alike = words(entity.name), context, frozenset() if context else actors
                profile = found.setdefault(alike, _Profile(entity.name, *alike, []))
                profile.members.append((document.id, entity.id))
    return sorted(found.values(), key=lambda profile: (profile.fullness, profile.words, profile.first))


def _contexts(said: Extraction) -> defaultdict[str, set[tuple[str, ...]]]:
    """For each local entity, the posts it holds and the countries and organisations it serves or acts for."""
    name = {entity.id: entity.key or plain(entity.name) for entity in said.entities}
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entity in said.entities:
        if entity.of:
            found[entity.id].add((entity.of,))
    for post in said.posts:
        if post.of:
            found[post.person] |= {(name[post.of],), (name[post.of], plain(post.title))}
    for one in chain(*(event.participants for event in said.events), *(action.by for action in said.actions)):
        if one.on_behalf_of:
            found[one.entity].add((name[one.on_behalf_of],))
    return found


def _join_equal(clusters: Clusters, block: Sequence[_Profile]) -> None:
    """Join equal names that share context."""
    same: defaultdict[tuple[str, ...], list[_Profile]] = defaultdict(list)
    for profile in block:
        same[profile.words].append(profile)
    for profiles in same.values():
        for one, other in combinations_with_replacement(profiles, 2):
            if _share(one, other):
                _join(clusters, one.members[:1], other.members)
        _join_without_context(clusters, [profile for profile in profiles if profile.full])


def _join_without_context(clusters: Clusters, profiles: Sequence[_Profile]) -> None:
    """Join a full name that has no context with the only one that has; if none has, names met beside the same actor."""
    rooted = {clusters.find(profile.first) for profile in profiles if profile.context}
    beside: dict[str, Reference] = {}
    for profile in profiles:
        if not profile.context and len(rooted) == 1:
            _join(clusters, rooted, profile.members)
        elif not profile.context and not rooted:
            for actor in sorted(profile.around):
                _join(clusters, [beside.setdefault(actor, profile.first)], profile.members)


def _share(one: _Profile, other: _Profile) -> bool:
    """Whether persons of one name share what makes them one: a post or, with more than a surname, any context."""
    return any(len(one.words) > 1 or len(shared) > 1 for shared in one.context & other.context)


def _join_compatible(clusters: Clusters, block: Sequence[_Profile]) -> None:
    """Join each name with the fuller names it may stand for, if these can all be one person's."""
    rooted = [profile for profile in block if profile.context]
    for profile in rooted:
        fuller = [other for other in rooted if _may_stand_for(profile, other)]
        if fuller and _agree(fuller):
            _join(clusters, [other.first for other in fuller], profile.members)


def _join(clusters: Clusters, ones: Iterable[Reference], others: Iterable[Reference]) -> None:
    for one, other in product(sorted(ones), others):
        clusters.join(one, other)


def _may_stand_for(short: _Profile, long: _Profile) -> bool:
    return (
        short.fullness < long.fullness
        and bool(short.context & long.context)
        and short.words != long.words
        and compatible(short.name, long.name)
    )


def _agree(profiles: Iterable[_Profile]) -> bool:
    """Whether all these names can be one person's, and each has more than a surname."""
    names = {profile.words: profile.name for profile in profiles}
    return all(compatible(one, other) for one, other in combinations(sorted(names.values()), 2))
