"""Taking documents back out of a base, with all that they said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.base import Base, Listed, Manifest
from kg.errors import BaseError, ChoiceError, shown
from kg.pipeline import publish
from kg.sources import within

LISTED = 20
"""Documents that are named."""


class By(StrEnum):
    """What documents are named by."""

    ID = "id"
    PATH = "path"
    URL = "url"
    SOURCE = "source"


@dataclass(frozen=True)
class Withdrawal:
    """The documents that were taken back, by id, and the graph without them; without one, nothing was done yet."""

    documents: Sequence[str]
    manifest: Manifest | None = None
    unheeded: Sequence[str] = ()  # judgements that the graph does not obey, as they are damaged

    @property
    def told(self) -> str:
        """The documents in a line."""
        more = f" and {len(self.documents) - LISTED:,} more" if len(self.documents) > LISTED else ""
        return ", ".join(self.documents[:LISTED]) + more


def forget(named: Iterable[str], path: Path, *, by: By | None = None, dry: bool = False) -> Withdrawal:
    """Take back what is named: by id, by path of a file or folder, by address, or all of a source.

    All go or none, and nothing that they said stays in the base: neither in its facts nor in an earlier graph. What
    people judged of them stays, with the few words it is on. With `dry`, they are only told. Raises ChoiceError if
    nothing, or not one thing, is meant, and BaseError; that says so where they are gone from the facts and the graph
    cannot be made anew.
    """
    with Base.open(path, write=not dry, make=False) as base:
        listed = base.facts.listed()
        unfinished = not dry and base.is_withdrawing()
        gone = sorted({id_ for each in named for id_ in _meant(each, listed, path.parent, by, unfinished)})
        if dry:
            return Withdrawal(gone)
        base.withdraw(gone)
        try:
            return Withdrawal(gone, publish(base)[0], base.facts.unheeded())
        except BaseError as error:
            if not gone:
                raise
            raise BaseError(f"{Withdrawal(gone).told}: gone from the facts; {error}") from error


def _meant(named: str, listed: Sequence[Listed], root: Path, by: By | None, unfinished: bool) -> set[str]:
    """The ids of the documents that are named so. `unfinished`: a withdrawal before may have been stopped."""
    ways = {way: found for way in ([by] if by else By) if (found := set(_found(named, listed, root, way)))}
    if not ways and unfinished:
        return set()
    if not ways:
        sources = ", ".join(sorted({each.source for each in listed if each.source})[:8])
        known = f" (the sources are {sources})" if sources else ""
        raise ChoiceError(f"no document has the {by or 'id, path, address or source'} {shown(named)}{known}")
    if len(set(map(frozenset, ways.values()))) > 1:
        told = "; ".join(f"--by {way} takes {len(found)} of them" for way, found in ways.items())
        raise ChoiceError(f"{shown(named)} may name different documents: {told}")
    return next(iter(ways.values()))


def _found(named: str, listed: Iterable[Listed], root: Path, by: By) -> Iterator[str]:
    """The ids of the documents that something names in one way."""
    match by:
        case By.ID:
            yield from (each.id for each in listed if each.id == named)
        case By.PATH:
            places = within({each.place for each in listed if each.place}, [named], root) if named else set()
            yield from (each.id for each in listed if each.place in places)
        case By.URL:
            yield from (each.id for each in listed if named and each.url.rstrip("/") == named.rstrip("/"))
        case By.SOURCE:
            yield from (each.id for each in listed if named and each.source.casefold() == named.casefold())
