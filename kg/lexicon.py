"""The words the extractor reads by, from `lexicon.yaml`, and those that a file of one's own adds to them."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ConfigurationError
from kg.inflection import noun_forms, verb_forms, verbs
from kg.model import ActionType, EventType, Modality
from kg.vocab import ontology_path

OWN_WORDS = "KG_LEXICON"
"""The environment variable that names a file with words to add: the same sections, with the new words alone."""
ROLES = frozenset({"Participant", "Host", "Guest", "Caller", "Speaker", "Receiver", "Arrival"})
"""The parts that a frame may give: local names of `dv:`."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    the word states nothing; a `named` one needs a proper name; `number` counts the frames of the same word.
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
    number: int = 1

    @property
    def rule(self) -> str:
        """The name of the lexicon line, given with every fact it led to: "frame:speak.VERB", "frame:speak.VERB.2"."""
        return f"frame:{self.lemma}.{self.pos}" + (f".{self.number}" if self.number > 1 else "")


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
    agreement_words: Mapping[str, frozenset[str]]
    action_verbs: Mapping[str, ActionType]
    action_nouns: Mapping[str, ActionType]
    brokers: frozenset[str]
    general: frozenset[str]
    qualifiers: frozenset[str]
    standing: Mapping[str, str]
    speech: Speech


def lexicon_files() -> tuple[Path, ...]:
    """The file with words of one's own, if the environment names one, and the shipped lexicon."""
    own = os.environ.get(OWN_WORDS)
    return (*([Path(own)] if own else []), ontology_path("lexicon.yaml"))


def lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon in `path`, or else in `lexicon_files()`. Raises `ConfigurationError` naming what is wrong."""
    return _loaded((path,) if path else lexicon_files())


@cache
def _loaded(paths: tuple[Path, ...]) -> Lexicon:
    try:
        *own, shipped = (yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) for path in paths)
        return _read(_joined(own[0], shipped, "") if own else shipped)
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        where = " with ".join(map(str, paths))
        what = " ".join(str(error).split()) if isinstance(error, yaml.YAMLError) else repr(error)
        raise ConfigurationError(f"the lexicon {where} cannot be used: {what}") from error


def _joined(own: Any, shipped: Any, place: str) -> Any:
    """The shipped words with one's own: a list goes before the shipped one, so that of two frames the own one fires."""
    if own is None:
        return shipped
    if type(own) is not type(shipped):
        raise ValueError(
            f"{place or 'the file'} is {type(own).__name__}, not {type(shipped).__name__} as in lexicon.yaml"
        )
    if isinstance(own, list):
        if strange := [word for word in own if not isinstance(word, str | dict)]:
            raise ValueError(f"{place}: {strange[0]!r} is no word; put on, off, yes, no and numbers in quotes")
        return [*own, *shipped]
    if not isinstance(own, dict):
        return own
    unknown = set(own) - set(shipped)
    if unknown and place.count("/") < 2:  # below are words of one's own, too
        raise ValueError(f"there is no {place}{min(map(str, unknown))}, only {', '.join(sorted(shipped))}")
    return shipped | {
        key: _joined(value, shipped[key], f"{place}{key}/") if key in shipped else value for key, value in own.items()
    }


_TITLE_SETS = ("heads", "descriptions", "modifiers", "fields", "former", "current")
_FRAME_KEYS = frozenset(Frame.__dataclass_fields__) - {"lemma", "number"} | {"lemmas"}
_POS = {"VERB", "NOUN"}


def _read(data: Mapping[str, Any]) -> Lexicon:
    titles = data["titles"]
    frames: dict[tuple[str, str], tuple[Frame, ...]] = {}
    for entry in data["frames"]:
        for frame in _frames(entry):
            same = frames.get((frame.lemma, frame.pos), ())
            frames[frame.lemma, frame.pos] = (*same, replace(frame, number=len(same) + 1))
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
        agreement_words={name: frozenset(words) for name, words in agreements["words"].items()},
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
    if wrong := set(entry) - _FRAME_KEYS or set(entry.get("roles", {}).values()) - ROLES or {entry["pos"]} - _POS:
        raise ValueError(f"frames: {entry} has {min(wrong)!r}, which is no key, role or pos of a frame")
    if isinstance(entry["lemmas"], str):
        raise TypeError(f"frames: lemmas is no list; write [{entry['lemmas']}]")
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
