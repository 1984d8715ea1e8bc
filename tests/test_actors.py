"""The actors of actors.ttl: how many, which names, and that no name stands for two; and the towns of towns.tsv."""

import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kg.actors import Actor, Kind, actors
from kg.places import Town, towns
from kg.vocab import ontology_path

REPOSITORY = Path(__file__).parents[1]
NO_MORE = {"CSK", "DDR", "SUN", "YMD", "YUG", "ZAR"}
"""States whose capital stands for another now."""
AMBIGUOUS = {
    "Congolese": {"COD", "COG"},  # both peoples are called so, and each is rarely called anything else
    "Brussels": {"BEL", "eu"},  # the capital of the one; when it acts, the other
}


def words(actor: Actor) -> set[str]:
    return {*actor.names, *actor.demonyms, *actor.metonyms, *actor.capitals}


def keys_of(word: str) -> set[str]:
    return {key for key, actor in actors().items() if word in words(actor)}


@pytest.mark.parametrize(("script", "file"), [("actors.py", "actors.ttl"), ("towns.py", "towns.tsv")])
def test_a_file_is_what_its_script_makes(script: str, file: str, tmp_path: Path) -> None:
    made = tmp_path / file
    subprocess.run([sys.executable, REPOSITORY / "tools" / script, made], check=True)
    assert made.read_bytes() == ontology_path(file).read_bytes(), f"run python tools/{script}"


@pytest.mark.parametrize(
    ("spelled", "key", "name", "country"),
    [
        ("Bogotá", "geo:3688689", "Bogotá", "COL"),
        ("Bogota", "geo:3688689", "Bogotá", "COL"),
        ("Geneva", "geo:2660646", "Geneva", "CHE"),  # not the one in Illinois
    ],
)
def test_a_town_is_known_by_each_spelling(spelled: str, key: str, name: str, country: str) -> None:
    assert towns()[spelled] == Town(key, name, country)


@pytest.mark.parametrize(("kind", "least"), [("country", 250), ("organisation", 400), ("forum", 60), ("media", 40)])
def test_counts(kind: Kind, least: int) -> None:
    assert Counter(actor.kind for actor in actors().values())[kind] >= least


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("USA", "United States"),
        ("GBR", "United Kingdom"),
        ("KOR", "South Korea"),
        ("PRK", "North Korea"),
        ("RUS", "Russia"),
        ("MMR", "Myanmar"),
        ("CZE", "Czech Republic"),
        ("CIV", "Ivory Coast"),
        ("TUR", "Turkey"),
        ("PSE", "Palestinian Authority"),
        ("SUN", "Soviet Union"),
        ("YUG", "Yugoslavia"),
        ("DDR", "East Germany"),
        ("ZAR", "Zaire"),
        ("LAO", "Laos"),
        ("CPV", "Cape Verde"),
        ("SYR", "Syria"),
        ("IRN", "Iran"),
        ("TWN", "Taiwan"),
        ("HKG", "Hong Kong"),
        ("XKX", "Kosovo"),
        ("VAT", "Holy See"),
        ("asean", "ASEAN"),
        ("eu", "European Union"),
        ("un", "United Nations"),
        ("nato", "NATO"),
        ("iaea", "IAEA"),
        ("au", "African Union"),
    ],
)
def test_common_names(key: str, name: str) -> None:
    assert actors()[key].name == name


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("U.S.", "USA"),
        ("US", "USA"),
        ("America", "USA"),
        ("Americans", "USA"),
        ("White House", "USA"),
        ("Foggy Bottom", "USA"),
        ("Pentagon", "USA"),
        ("Washington", "USA"),
        ("Britain", "GBR"),
        ("Britons", "GBR"),
        ("Downing Street", "GBR"),
        ("Whitehall", "GBR"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("Blue House", "KOR"),
        ("PRC", "CHN"),
        ("Beijing", "CHN"),
        ("UAE", "ARE"),
        ("Emirati", "ARE"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("Burma", "MMR"),
        ("Elysee Palace", "FRA"),
        ("Quai d’Orsay", "FRA"),
        ("Kremlin", "RUS"),
        ("Kyiv", "UKR"),
        ("Kiev", "UKR"),
        ("Rashtrapati Bhavan", "IND"),
        ("Filipino", "PHL"),
        ("Philippine", "PHL"),
        ("South Koreans", "KOR"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("St. Lucia", "LCA"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Astana", "KAZ"),
        ("Association of Southeast Asian Nations", "asean"),
        ("UN Security Council", "unsc"),
        ("WHO", "who"),
        ("Shangri-La Dialogue", "shangri-la-dialogue"),
        ("ADMM-Plus", "admm-plus"),
        ("Hamas", "hamas"),
        ("Polisario", "polisario"),
        ("Xinhua", "xinhua"),
    ],
)
def test_a_word_names_one_actor(word: str, key: str) -> None:
    assert keys_of(word) == {key}


def test_no_word_names_two_actors() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for key, actor in actors().items():
        for word in words(actor):
            owners[word].add(key)
    assert {word: keys for word, keys in owners.items() if len(keys) > 1} == AMBIGUOUS


@pytest.mark.parametrize(
    ("key", "of"), [("HKG", "CHN"), ("GRL", "DNK"), ("unsc", "un"), ("irgc", "IRN"), ("IND", None), ("asean", None)]
)
def test_belonging(key: str, of: str | None) -> None:
    assert actors()[key].of == of


def test_those_belonged_to_exist() -> None:
    assert {actor.of for actor in actors().values() if actor.of} <= set(actors())


def test_every_inhabited_country_has_demonyms() -> None:
    without = {key for key, actor in actors().items() if actor.kind == "country" and not actor.demonyms}
    assert without == {"ATF", "BVT", "HMD", "UMI"}


def test_states_have_a_capital() -> None:
    states = {key for key, actor in actors().items() if actor.kind == "country" and actor.of is None}
    named_like_their_country = {"SGP", "STP", "VAT"}
    assert {key for key in states if not actors()[key].capitals} == named_like_their_country | NO_MORE | {"ATA"}


def test_words_are_trimmed_and_not_empty() -> None:
    assert [word for actor in actors().values() for word in words(actor) if word != word.strip() or not word] == []
