"""The words that tell a fact best, for whoever asks for one row each; `ontology/merge/words.rq` defines them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Fact
from kg.rdf.coded import values
from kg.rdf.documents import DocumentGraph, dv

_UNDATED = "9999"
_Place = tuple[str, int, str]
"""The day of a document, an offset in it, and the mention there."""


def weightiest(claims: Iterable[tuple[str, str]]) -> str:
    """The modality that claims, each a day and a modality, give to a fact: of the highest tier, then told last."""
    tiers = values("tier")
    return max((int(tiers[modality]), date, modality) for date, modality in claims)[2]


class Words:
    """Gathers where each fact is told; of those who tell what is made of it, the first document tells it best."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._claims: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._first: dict[tuple[str, str], _Place] = {}

    def take(self, term: str, document: DocumentGraph, fact: Fact) -> None:
        """Take up what one document says of a fact."""
        modality, published = dv(fact.modality), document.date.isoformat() if document.date else ""
        self._claims[term].add((published, modality))
        for mention in fact.evidence:
            place = (published or _UNDATED, mention.begin, document.mention(mention))
            self._first[term, modality] = min(place, self._first.get((term, modality), place))

    def chosen(self) -> Iterator[tuple[str, str]]:
        """Each fact with the mention that tells it best."""
        for fact, claims in self._claims.items():
            if first := self._first.get((fact, weightiest(claims))):
                yield fact, first[2]
