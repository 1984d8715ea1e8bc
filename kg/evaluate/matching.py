"""When a predicted name, title, text or date counts as the gold one."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pycountry
import yaml
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from kg.vocab import ontology_path

G = TypeVar("G")
P = TypeVar("P")
Equal: TypeAlias = Callable[[Any, Any], bool]


def same(a: str | None, b: str | None) -> bool:
    """Whether two names name the same actor or place."""
    first, second = normal(a or ""), normal(b or "")
    if not first or not second:
        return False
    if first == second:
        return True
    one, two = telling_words(first), telling_words(second)
    if not one or not two:
        return False
    if one[-1] == two[-1] and (set(one) <= set(two) or set(two) <= set(one)):
        return True
    if sorted(one) == sorted(two):
        return True
    return min(len(one), len(two)) >= 2 and fuzz.token_sort_ratio(" ".join(one), " ".join(two)) >= 88


def title_same(a: str, b: str) -> bool:
    """Whether two titles name the same post, agreement or gathering; a deputy is not his minister."""
    first, second = (plain(title).replace("defense", "defence") for title in (a, b))
    if not first or not second:
        return False
    ranks = _settings()["rank"] & (set(first.split()) ^ set(second.split()))
    return first == second or (fuzz.token_set_ratio(first, second) >= 90 and not ranks)


def text_same(a: str, b: str) -> bool:
    """Whether two quotations begin alike, or one lies near the beginning of the other."""
    first, second = plain(a), plain(b)
    length = min(len(first), len(second), 60)
    if length < 8:
        return False
    if first[:length] == second[:length]:
        return True
    return fuzz.partial_ratio(first[:80], second[:400]) >= 90 or fuzz.partial_ratio(second[:80], first[:400]) >= 90


def date_same(a: str | None, b: str | None) -> bool:
    """Whether two EDTF dates are equal, or one is a day and the other a span that begins on it."""
    if a == b:
        return True
    if not a or not b:
        return False
    return a.split("/")[0] == b.split("/")[0] and ("/" in a) != ("/" in b)


def family(event_type: str) -> str:
    """The family of an event type; only events of one family can be aligned."""
    return str(_settings()["family"].get(event_type, event_type))


def pairs(gold: Sequence[G], found: Sequence[P], equal: Callable[[G, P], bool]) -> list[tuple[int, int]]:
    """Indices of equal items, each used once, first come first served."""
    free, matched = list(range(len(found))), []
    for i, item in enumerate(gold):
        j = next((j for j in free if equal(item, found[j])), None)
        if j is not None:
            free.remove(j)
            matched.append((i, j))
    return matched


def align(gold: Sequence[G], found: Sequence[P], score: Callable[[G, P], float]) -> list[tuple[int, int]]:
    """Indices of the one-to-one alignment with the highest total score; pairs that score nothing are left out."""
    if not gold or not found:
        return []
    table = np.array([[score(g, p) for p in found] for g in gold])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if table[i, j] > 0]


@cache
def normal(name: str) -> str:
    """A name as it is compared: plain, without a leading "the", countries and organisations by one common name."""
    bare = plain(name.replace("'", "").replace("’", "")).removeprefix("the ")
    return _common_names().get(bare, bare)


def plain(text: str) -> str:
    """Lower-case ASCII letters and digits, everything else one blank."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


def telling_words(name: str) -> list[str]:
    """The words of a name, plain, without articles and the like."""
    return [word for word in plain(name).split() if word not in _settings()["weak"]]


@cache
def _settings() -> dict[str, Any]:
    raw = yaml.safe_load(ontology_path("matching.yaml").read_text("utf-8"))
    return {
        "same": {form: name for name, forms in raw["same"].items() for form in forms},
        "weak": set(raw["weak"]),
        "rank": set(raw["rank"]),
        "family": {kind: name for name, kinds in raw["family"].items() for kind in kinds},
    }


@cache
def _common_names() -> dict[str, str]:
    ours: dict[str, str] = _settings()["same"]
    names: dict[str, str] = {}
    for country in pycountry.countries:
        common = plain(getattr(country, "common_name", country.name))
        for form in _forms(country):
            if len(form) > 3:
                names.setdefault(form, ours.get(common, common))
    return names | ours


def _forms(country: Any) -> Iterable[str]:
    return (plain(getattr(country, field, "")) for field in ("name", "common_name", "official_name"))
