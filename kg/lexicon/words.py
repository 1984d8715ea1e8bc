"""The word classes of `words.yaml`, section by section; that file says what the words of each are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.inflection import verbs
from kg.lexicon import forms
from kg.lexicon.embedding import Embedding, embeddings
from kg.lexicon.forms import Words
from kg.lexicon.sections import named
from kg.model import ActionType, Manner, Modality


@dataclass(frozen=True, slots=True)
class Titles:
    """Words that make up a post."""

    heads: Words
    descriptions: Words
    modifiers: Words
    fields: Words
    bodies: Words
    societies: Words
    leading: Words
    beginnings: Words
    field_ends: Words
    posted: Words
    compounds: Mapping[str, Words] = field(metadata={"read": forms.grouped})
    behind: Words
    presiding: Words
    former: Words
    current: Words
    abbreviations: Mapping[str, str] = field(metadata={"read": named})
    countries: Mapping[str, str] = field(metadata={"read": forms.countries})
    shared: Words
    plain: Words
    plurals: Words


@dataclass(frozen=True, slots=True)
class Names:
    """Words in and around the names of persons and places."""

    honorifics: Words
    civil: Words
    spouses: Words
    ranks: Words
    particles: Words
    optional: Words
    fathers: Words
    short: Mapping[str, Words] = field(metadata={"read": forms.full_forms})
    spellings: Mapping[str, str] = field(metadata={"read": forms.spellings})
    styles: Words
    generations: Words
    suffixes: Words
    never_names: Words
    openers: Words
    homographs: Words
    headline_verbs: Words
    things: Words
    courtesies: Words
    directions: Words
    regions: Words


@dataclass(frozen=True, slots=True)
class Groups:
    """Unnamed sets of people, and what else stands for whom it belongs to."""

    nouns: Words
    serving: Words
    pairs: Words
    counterparts: Words
    delegations: Words
    governments: Words
    states: Words


@dataclass(frozen=True, slots=True)
class People:
    """Posts that tell who is meant, and words that tell whose side somebody is on."""

    heads_of_state: Words
    calling: Words
    leaders: Words
    generic: Words
    highest: Words
    principals: Words
    by_country: Words
    becoming: Words
    serving: Words
    appointing: Words
    turning: Words
    leaving: Words
    removing: Words
    succeeding: Words
    stances: Words
    reactions: Words
    relations: Words
    encounters: Words
    met: Words
    escorted: Words
    travels: Words


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words that syntax and modality go by."""

    object_control: Words
    addressed: Words
    factual: Words
    doubt: Words
    nearly: Words
    unreal: Words
    fictions: Words
    falsely: Words
    affairs: Words
    aiming: Words
    announcing: Words
    vain: Words
    moving: Words
    habitual: Words
    spells: Words
    occasions: Words


@dataclass(frozen=True, slots=True)
class Events:
    """Nouns, verbs and adjectives around events."""

    proper: Words
    gatherings: Words
    negotiators: Words
    negotiated: Words
    mediation: Words
    press: Words
    conferences: Words
    remote: Words
    requirements: Words
    errands: Words
    venues: Words
    buildings: Words
    localities: Words
    islands: Words
    parts: Words
    waters: Words
    phases: Words
    holding: Words
    departing: Words
    arriving: Words
    bringing: Words
    indefinite: Words
    imminent: Words
    margins: Words
    afterwards: Words
    further: Words
    earlier: Words
    topics: Words
    escorting: Words
    accompanying: Words
    attending: Words
    representing: Words


@dataclass(frozen=True, slots=True)
class Senses:
    """What verbs and nouns are like, whatever rules say of them: "lunch" is a word of dining."""

    verbs: Mapping[str, str] = field(metadata={"read": forms.by_word})
    nouns: Mapping[str, str] = field(metadata={"read": forms.by_word})

    def among(self, pos: str) -> Mapping[str, str]:
        """The sense of each word of a universal part of speech."""
        return self.verbs if pos == "VERB" else self.nouns if pos in ("NOUN", "PROPN") else {}


@dataclass(frozen=True, slots=True)
class Speech:
    """How people are quoted. The verbs that introduce what is said are given by each of their forms, with the base."""

    clause: Mapping[str, str] = field(metadata={"read": verbs})
    order: Mapping[str, str] = field(metadata={"read": verbs})
    noun: Mapping[str, str] = field(metadata={"read": verbs})
    quotation: Mapping[str, str] = field(metadata={"read": verbs})
    contrary: Words
    plain: Words
    finite: Words
    making: Words
    to_somebody: Words
    to_audience: Words
    accusing: Words
    denying: Words
    quoting: Words
    opening: Words
    ending: Words
    given: Words
    introducing: Words
    labels: Mapping[str, str] = field(metadata={"read": forms.by_word})
    glad: Words
    valuing: Words
    unsaid: Words
    media: Words
    uttering: Words
    voices: Words = field(metadata={"read": forms.of_nouns})
    particles: Mapping[str, Words] = field(metadata={"read": forms.grouped})
    channels: Mapping[str, str] = field(metadata={"read": forms.by_word})
    verbs: Mapping[str, str] = field(init=False)
    """Those of clauses, orders, nouns and quotations together."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "verbs", {**self.clause, **self.order, **self.noun, **self.quotation})


@dataclass(frozen=True, slots=True)
class Agreements:
    """What instruments are called, and what is done to them. Their names and verbs are given by each of their forms."""

    nouns: Mapping[str, str] = field(metadata={"read": forms.instruments})
    standing: Mapping[str, str] = field(metadata={"read": forms.standing})
    generic: Words
    vague: Words
    plans: Words
    programmes: Words
    homes: Words
    assemblies: Words
    partisan: Words
    general: Words
    qualifiers: Words
    elsewhere: Words
    fields: Words
    another: Words
    joint: Words
    communiques: Words
    collectives: Words
    renaming: Words
    summing: Words
    texts: Words
    mutual: Words
    stakes: Words
    aims: Words
    labours: Words
    mediating: Words
    failing: Words
    counting: Words
    delivered: Words
    delivering: Words
    holding: Words
    standing_still: Words
    exchanges: Words
    factive: Words
    deciding: Words
    judging: Words
    void: Words
    helping: Words
    obliging: Words
    awaiting: Words
    denounced: Words
    denouncing: Words
    signs: Words
    putting: Words
    force: Words
    sending: Words = field(metadata={"read": forms.of_verbs})
    parliaments: Words
    ending: Words = field(metadata={"read": forms.of_verbs})
    depositing: Words = field(metadata={"read": forms.of_verbs})
    continuing: Words
    alleging: Words
    closing: Words
    referring: Words
    brokers: Words = field(metadata={"read": forms.of_verbs})
    verbs: Mapping[str, ActionType] = field(metadata={"read": forms.deeds})
    acts: Mapping[str, ActionType] = field(metadata={"read": forms.acts})
    manners: Mapping[str, Manner] = field(metadata={"read": forms.manners})


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Everything in `words.yaml`."""

    titles: Titles
    names: Names
    groups: Groups
    people: People
    grammar: Grammar
    light: Mapping[str, Modality | None] = field(metadata={"read": forms.light})
    embedding: Mapping[str, Embedding] = field(metadata={"read": embeddings, "entries": True})
    events: Events
    senses: Senses
    speech: Speech
    agreements: Agreements
    modality: Mapping[str, Modality] = field(init=False)
    """The predicates that give a modality other than done, with the one they give when affirmed."""
    phrasal: Words = field(init=False)
    """The words with which a predicate of several words begins or ends."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "modality", forms.ahead(self.embedding))
        object.__setattr__(self, "phrasal", forms.ends(self.embedding))
