"""The words the extractor reads by, from `lexicon.yaml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ConfigurationError
from kg.inflection import noun_forms, verb_forms, verbs
from kg.model import ActionType, EventType, Modality
from kg.vocab import ontology_path


@dataclass(frozen=True, slots=True)
class Titles:
    """The words of posts; `countries` gives the country of a post only one country has."""

    heads: frozenset[str]
    descriptions: frozenset[str]
    modifiers: frozenset[str]
    fields: frozenset[str]
    former: frozenset[str]
    current: frozenset[str]
    plain: frozenset[str]
    countries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A word that states an event, and which of its grammatical arguments play which part.

    `roles` maps an argument ("nsubj", "obj", "with") to a role; `place` lists the arguments that name where;
    `needs` are words one of which must stand in the clause; `least` is the number of participants without which
    the word states nothing; a `named` one needs a proper name.
    """

    lemma: str
    pos: str
    type: EventType
    roles: Mapping[str, str]
    place: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    least: int = 1
    named: bool = False
    modality: Modality | None = None
    confidence: float = 0.9

    @property
    def rule(self) -> str:
        """The name of the lexicon line, as given with every fact it led to."""
        return f"frame:{self.lemma}.{self.pos}"


@dataclass(frozen=True, slots=True)
class Speech:
    """The words that introduce what somebody said. The verbs are given by each of their forms, with the base form.

    `clause`, `order` and `noun` tell what may be said after a verb, `quotation` the verbs that go with one only, and
    `contrary` those (in base form) that gainsay what follows;
    `voices` are texts that speak for their authors, `channels` the words that tell where something was said.
    """

    clause: Mapping[str, str]
    order: Mapping[str, str]
    noun: Mapping[str, str]
    quotation: Mapping[str, str]
    contrary: frozenset[str]
    verbs: Mapping[str, str]
    voices: frozenset[str]
    particles: Mapping[str, frozenset[str]]
    channels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in `lexicon.yaml`; see its header for what each part means."""

    titles: Titles
    honorifics: frozenset[str]
    particles: frozenset[str]
    never_names: frozenset[str]
    groups: frozenset[str]
    pairs: frozenset[str]
    frames: Mapping[tuple[str, str], tuple[Frame, ...]]
    frame_words: frozenset[str]
    light: Mapping[str, Modality | None]
    modality: Mapping[str, Modality]
    event_words: Mapping[str, frozenset[str]]
    people_words: Mapping[str, frozenset[str]]
    agreement_nouns: Mapping[str, str]
    action_verbs: Mapping[str, ActionType]
    action_nouns: Mapping[str, ActionType]
    brokers: frozenset[str]
    general: frozenset[str]
    qualifiers: frozenset[str]
    standing: Mapping[str, str]
    speech: Speech


@cache
def lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon in `path`, or the shipped one. Raises `ConfigurationError` naming what is wrong."""
    path = path or ontology_path("lexicon.yaml")
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return _read(data)
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"the lexicon {path} cannot be used: {error!r}") from error


_TITLE_SETS = ("heads", "descriptions", "modifiers", "fields", "former", "current")


def _read(data: Mapping[str, Any]) -> Lexicon:
    titles = data["titles"]
    frames: dict[tuple[str, str], tuple[Frame, ...]] = {}
    for entry in data["frames"]:
        for frame in _frames(entry):
            key = (frame.lemma, frame.pos)
            frames[key] = (*frames.get(key, ()), frame)
    agreements = data["agreements"]
    return Lexicon(
        titles=Titles(
            **{name: frozenset(titles[name]) for name in _TITLE_SETS},
            plain=frozenset(titles["plain"]),
            countries=titles["countries"],
        ),
        honorifics=frozenset(data["honorifics"]),
        particles=frozenset(data["particles"]),
        never_names=frozenset(data["never_names"]),
        groups=frozenset(data["groups"]["nouns"]),
        pairs=frozenset(data["groups"]["pairs"]),
        frames=frames,
        frame_words=frozenset(lemma for lemma, _ in frames),
        light={word: Modality(value) if value else None for value, words in _items(data["light"]) for word in words},
        modality={word: Modality(value) for value, words in data["modality"].items() for word in words},
        people_words={name: frozenset(words) for name, words in data["people_words"].items()},
        event_words={name: frozenset(words) for name, words in data["event_words"].items()},
        agreement_nouns={
            form: kind for kind, words in agreements["nouns"].items() for word in words for form in noun_forms(word)
        },
        action_verbs=_acts(agreements["verbs"]),
        action_nouns={
            form: ActionType(kind)
            for kind, words in agreements["acts"].items()
            for word in words
            for form in noun_forms(word)
        },
        brokers=frozenset(form for verb in agreements["brokers"] for form in verb_forms(verb)),
        general=frozenset(agreements["general"]),
        qualifiers=frozenset(agreements["qualifiers"]),
        standing=agreements["standing"],
        speech=_speech(data["speech"]),
    )


def _speech(data: Mapping[str, Any]) -> Speech:
    kinds = {name: verbs(data[name]) for name in ("clause", "order", "noun", "quotation")}
    return Speech(
        **kinds,
        contrary=frozenset(data["contrary"]),
        verbs={form: base for words in kinds.values() for form, base in words.items()},
        voices=frozenset(form for noun in data["voices"] for form in noun_forms(noun)),
        particles={verb: frozenset(words) for verb, words in data["particles"].items()},
        channels={word: channel for channel, words in data["channels"].items() for word in words},
    )


def _acts(data: Mapping[str, Any]) -> Mapping[str, ActionType]:
    """Every form of every verb, with the particle it needs: "withdrew from", "signed"."""
    found: dict[str, ActionType] = {}
    for kind, entries in data.items():
        for entry in entries:
            verb, _, particle = entry.partition(" ")
            found |= {f"{form} {particle}".rstrip(): ActionType(kind) for form in verb_forms(verb)}
    return found


def _items(table: Mapping[str, Any]) -> Iterable[tuple[str | None, Any]]:
    return ((None if key == "plain" else key, value) for key, value in table.items())


def _frames(entry: Mapping[str, Any]) -> Iterable[Frame]:
    """One frame for each lemma of an entry that lists several."""
    for lemma in entry["lemmas"]:
        yield Frame(
            lemma=lemma,
            pos=entry["pos"],
            type=EventType(entry["type"]),
            roles=entry.get("roles", {}),
            place=tuple(entry.get("place", ())),
            needs=frozenset(entry.get("needs", ())),
            excludes=frozenset(entry.get("excludes", ())),
            least=entry.get("least", 1),
            named=entry.get("named", False),
            modality=Modality(entry["modality"]) if "modality" in entry else None,
            confidence=entry.get("confidence", 0.9),
        )
