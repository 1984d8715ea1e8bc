"""Which references are one: joined by rules, overruled by judgements."""

from collections import defaultdict
from collections.abc import Iterable

from kg.anchors import Reference
from kg.identity import Ruling, Verdict


class Clusters:
    """A union-find over references that keeps apart what is judged different, or of what nobody is sure.

    With `one_per_document`, rules never join two references of one document: the document tells them apart.
    """

    def __init__(
        self, items: Iterable[Reference], rulings: Iterable[Ruling], *, one_per_document: bool = False
    ) -> None:
        """Every item alone. Rulings on other references are passed over."""
        self._parent = {item: item for item in items}
        self._apart: defaultdict[Reference, set[Reference]] = defaultdict(set)
        self._documents = {item: {item[0]} for item in self._parent} if one_per_document else {}
        known = [ruling for ruling in rulings if {ruling.left, ruling.right} <= self._parent.keys()]
        self._same = [ruling for ruling in known if ruling.verdict is Verdict.SAME]
        for ruling in known:
            if ruling.verdict is not Verdict.SAME:
                self._apart[ruling.left].add(ruling.right)
                self._apart[ruling.right].add(ruling.left)

    def find(self, item: Reference) -> Reference:
        """The reference that stands for the cluster of this one."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, one: Reference, other: Reference) -> bool:
        """Make one cluster of two, unless that is forbidden; whether they are one now."""
        left, right = self.find(one), self.find(other)
        if left == right:
            return True
        if self.are_apart(left, right):
            return False
        if self._documents and self._documents[left] & self._documents[right]:
            return False
        self._unite(left, right)
        return True

    def are_apart(self, one: Reference, other: Reference) -> bool:
        """Whether a judgement keeps two clusters apart."""
        right = self.find(other)
        return any(self.find(item) == right for item in self._apart.get(self.find(one), ()))

    def obey(self) -> None:
        """Make one what is judged to be the same: whole clusters, as the rules made them. Doubt goes before."""
        for ruling in self._same:
            left, right = self.find(ruling.left), self.find(ruling.right)
            if left != right and not self.are_apart(left, right):
                self._unite(left, right)

    def groups(self) -> list[list[Reference]]:
        """The clusters: each sorted, and all sorted by their first references."""
        found: defaultdict[Reference, list[Reference]] = defaultdict(list)
        for item in sorted(self._parent):
            found[self.find(item)].append(item)
        return sorted(found.values())

    def _unite(self, left: Reference, right: Reference) -> None:
        low, high = sorted((left, right))
        self._parent[high] = low
        if high != low and high in self._apart:
            self._apart[low] |= self._apart.pop(high)
        if high != low and self._documents:
            self._documents[low] |= self._documents[high]
