"""The named graph of one document: the document, its mentions, its facts, and the claims it makes about them."""

from collections.abc import Collection, Iterable
from functools import cache
from hashlib import sha256
from types import MappingProxyType

from kg.actors import actors
from kg.identity import Resolution
from kg.model import (
    Action,
    Argument,
    Document,
    Entity,
    EntityKind,
    Extraction,
    Fact,
    Mention,
    Modality,
    Participant,
    Time,
)
from kg.offices import is_organ, office
from kg.rdf.coded import coded_or
from kg.rdf.terms import NamedGraph, day, decimal, english, number, searched, string, typed
from kg.rdf.times import describe, time_iri
from kg.vocab import ID, actor_iri, curie, document_iri, escaped, graph_iri, local_iri, node, slug

_PEOPLE = (EntityKind.PERSON, EntityKind.ROLE)
_TENSE = {"occurred": "dv:NonFuture", "planned": "dv:Future", "proposed": "dv:Future"}


def dv(value: str) -> str:
    """The coded value of a model value: `entered_into_force` → `dv:EnteredIntoForce`."""
    return curie("dv:" + "".join(part.capitalize() for part in value.split("_")))


def publisher_iri(source: str) -> str:
    """IRI of who published a document: an actor known by that name, or one of its own."""
    key = _known_names().get(source.casefold())
    return actor_iri(key) if key else f"{ID}source-{slug(source) or escaped(source)}"


@cache
def _known_names() -> MappingProxyType[str, str]:
    """The keys of the actors of `actors.ttl` by their names, lower case; the first key where several share one."""
    named = ((name.casefold(), actor.key) for actor in reversed([*actors().values()]) for name in actor.names)
    return MappingProxyType(dict(named))


class DocumentGraph:
    """Writes what one document says; `facts.py` says how each kind of fact is written with it."""

    def __init__(self, document: Document, extraction: Extraction, resolution: Resolution) -> None:
        """Nothing is written yet but the document itself."""
        self.id = document.id
        self.date = document.date
        self.extraction = extraction
        self.graph = NamedGraph(graph_iri(document.id))
        self.add = self.graph.add
        self.node = node(document_iri(document.id))
        self._mentions: dict[tuple[int, int], str] = {}
        self._publisher = node(publisher_iri(document.source)) if document.source else None
        self._run = node(f"{ID}run-{escaped(extraction.version)}")
        self._resolution = resolution
        self._entities = {e.id: e for e in extraction.entities}
        self._kinds = {e.id: e.kind for e in extraction.entities}
        self._notes = {e.id: e.name for e in extraction.entities if e.kind is EntityKind.GROUP}
        known = {e.id: resolution.entities[document.id, e.id] for e in extraction.entities}
        self._iris = {local: node(identity.iri) for local, identity in known.items()}
        self._names = {node(identity.iri): identity.name for identity in known.values()}
        self._write_document(document)
        self._write_entities(extraction.entities)

    @property
    def lines(self) -> Collection[str]:
        """The N-Quads written so far."""
        return self.graph.lines

    @property
    def publisher(self) -> str:
        """The term of who published it; empty if that is not known."""
        return self._publisher or ""

    def actor(self, local: str) -> str:
        """The term of an entity."""
        return self._iris[local]

    def name(self, term: str) -> str:
        """What is shown as the name of an entity of the document, or of an actor that is known before."""
        known = actors().get(term[len(ID) + 1 : -1])
        return known.name if known else self._names[term]

    def fact(self, local: str) -> str:
        """The term of an event, agreement, action or statement."""
        return node(self._resolution.facts.get((self.id, local)) or local_iri(self.id, local))

    def signers(self, action: Action) -> tuple[list[Participant], list[str]]:
        """The persons who act on an agreement, and the terms of the parties for whom they, or which themselves, act."""
        people = [one for one in action.by if self._kinds[one.entity] in _PEOPLE]
        parties = [one.on_behalf_of if self._kinds[one.entity] in _PEOPLE else one.entity for one in action.by]
        return people, [self.party(party) for party in parties if party]

    def party(self, local: str) -> str:
        """The term of whom an entity binds: of an organ of a state, such as a ministry, that state."""
        one = self._entities[local]
        organ = one.kind is EntityKind.ORGANISATION and one.of in actors() and not one.key and is_organ(one.name)
        return node(actor_iri(one.of)) if organ and one.of else self.actor(local)

    def title(self, term: str, own: str) -> None:
        """Name a fact: by the one title it has everywhere, and by the title it has here."""
        label = self._resolution.titles.get(term[1:-1], own)
        self.add(term, "skos:prefLabel", english(label))
        if own != label:
            self.add(term, "skos:altLabel", english(own))
        for name in dict.fromkeys((label, own)):
            self.add(term, "dip:searchName", *searched(name))

    def mention(self, mention: Mention) -> str:
        """The term of a span of the text, which it describes."""
        span = (mention.begin, mention.end)
        if span in self._mentions:
            return self._mentions[span]
        term = self._mentions[span] = f"{self.node[:-1]}#char-{mention.begin}-{mention.end}>"
        self.add(term, "rdf:type", curie("dip:Mention"))
        self.add(term, "dip:inDocument", self.node)
        self.add(term, "dip:beginOffset", number(mention.begin))
        self.add(term, "dip:endOffset", number(mention.end))
        self.add(term, "dip:exactText", string(mention.text))
        return term

    def time(self, term: str, time: Time | None) -> None:
        """Say when a fact is, as exactly as the text does."""
        if time:
            self.add(term, "dip:hasTime", describe(self.graph, time.edtf))

    def claim(
        self, fact: Fact, claimed: str, arguments: Iterable[Argument | None] = (), time: Time | None = None
    ) -> None:
        """Say that the document claims fact nodes: how real, how sure, on whose word, and in which words."""
        claim = node(local_iri(self.id, f"claim-{fact.id}"))
        denied = fact.modality is Modality.DENIED
        self.add(claim, "rdf:type", curie("dip:Claim"))
        self.add(claim, "dip:fromDocument", self.node)
        self.add(claim, "dip:claims", claimed)
        self.add(claim, "dip:modality", dv(fact.modality))
        self.add(claim, "dip:polarity", curie("dv:Negative" if denied else "dv:Positive"))
        self.add(claim, "dip:certainty", dv(fact.certainty))
        self.add(claim, "dip:confidence", decimal(fact.confidence))
        self.add(claim, "dip:extractedBy", self._run)
        if tense := _TENSE.get(fact.modality.plain):
            self.add(claim, "dip:tense", curie(tense))
        if fact.attributed_to:
            self.add(claim, "dip:attributedTo", self.actor(fact.attributed_to))
        elif self._publisher:
            self.add(claim, "dip:attributedTo", self._publisher)
        if fact.rule.kind:
            self.add(claim, "dip:rule", string(str(fact.rule)))
        self.add(claim, "dip:evidence", *(self.mention(m) for m in fact.evidence))
        parts = [argument for argument in arguments if argument]
        self._write_words(claim, parts, time)
        self._write_arguments(claim, parts, time)

    def participate(self, event: str, participants: Iterable[Participant], default: str = "Participant") -> None:
        """Say who takes part in an event, as what, and for whom; `default` stands for the role "Participant"."""
        posts = {(p.person, p.of): p for p in reversed(self.extraction.posts)}
        for one in participants:
            role = default if one.role == "Participant" else coded_or("ParticipationRole", one.role, default)
            actor = self.actor(one.entity)
            name = actor[len(ID) + 1 : -1] + ("" if role == "Participant" else f".{role}")
            term = node(f"{event[1:-1]}.{escaped(name)}")
            self.add(event, "dip:hasParticipation", term)
            self.add(term, "rdf:type", curie("dip:Participation"))
            self.add(term, "dip:participant", actor)
            self.add(term, "dip:role", curie(f"dv:{role}"))
            if one.on_behalf_of:
                self.add(term, "dip:onBehalfOf", self.actor(one.on_behalf_of))
            if one.title:
                self.add(term, "dip:titleAsReported", string(one.title))
            if post := posts.get((one.entity, one.on_behalf_of)):
                self.add(term, "dip:inPost", node(self.post_iri(post.title, post.of)))
            if note := self._notes.get(one.entity):
                self.add(term, "dip:participantNote", english(note))

    def post_iri(self, title: str, of: str | None) -> str:
        """IRI of the post with this title, or another one for it, in the service of an entity."""
        name = office(title)
        return f"{ID}post-{slug(name) or escaped(title)}" + (f".{self.actor(of)[len(ID) + 1 : -1]}" if of else "")

    def _write_arguments(self, claim: str, arguments: Iterable[Argument], time: Time | None) -> None:
        """How sure each argument of a fact is: who takes part and for whom, where, when."""
        sure = [(self.actor(one.entity), one.confidence) for one in arguments]
        sure += [
            (self.actor(one.on_behalf_of), one.on_behalf_confidence)
            for one in arguments
            if isinstance(one, Participant) and one.on_behalf_of
        ]
        if time:
            sure.append((node(time_iri(time.edtf)), time.confidence))
        for number_, (value, confidence) in enumerate(sure, 1):
            if confidence is not None:
                term = node(f"{claim[1:-1]}.argument-{number_}")
                self.add(claim, "dip:hasArgument", term)
                self.add(term, "rdf:type", curie("dip:Argument"))
                self.add(term, "dip:argument", value)
                self.add(term, "dip:confidence", decimal(confidence))

    def _write_words(self, claim: str, arguments: Iterable[Argument], time: Time | None) -> None:
        """The words that name each argument of a fact, and those that date it."""
        for argument in arguments:
            if argument.mention:
                self._refer(claim, argument.mention, self.actor(argument.entity))
        if time and time.mention:
            self._refer(claim, time.mention, node(time_iri(time.edtf)))
            self.add(claim, "dip:timeExpression", string(time.mention.text))
        if time and time.anchor:
            self.add(claim, "dip:anchorDate", day(time.anchor))

    def _refer(self, claim: str, mention: Mention, referent: str) -> None:
        term = self.mention(mention)
        self.add(claim, "dip:argumentMention", term)
        self.add(term, "dip:refersTo", referent)

    def _write_document(self, document: Document) -> None:
        self.add(self.node, "rdf:type", curie("dip:Document"))
        self.add(self.node, "dcterms:identifier", string(document.id))
        self.add(self.node, "dip:textSha256", string(sha256(document.text.encode()).hexdigest()))
        self.add(self._run, "rdf:type", curie("dip:ExtractionRun"))
        self.add(self._run, "dip:extractorVersion", string(self.extraction.version))
        told = (document.source, document.date.isoformat() if document.date else None, document.id)
        self.add(self.node, "rdfs:label", english(", ".join(filter(None, told))))
        if document.title:
            self.add(self.node, "dcterms:title", english(document.title))
        if document.date:
            self.add(self.node, "dip:documentDate", day(document.date))
        if document.url:
            self.add(self.node, "dip:url", typed(document.url, "anyURI"))
        if self._publisher:
            self.add(self.node, "dip:publishedBy", self._publisher)
        self.add(self.node, "dip:flag", *map(string, document.flags))

    def _write_entities(self, entities: Iterable[Entity]) -> None:
        """Where the text names each entity; what the entity is stands in the registry."""
        for entity in entities:
            for mention in entity.mentions:
                self.add(self.mention(mention), "dip:refersTo", self.actor(entity.id))
