"""An extraction in the shape of the gold files, so that both can be compared."""

from typing import Any

from kg.model import (
    Action,
    Agreement,
    Argument,
    Document,
    EntityKind,
    Event,
    Extraction,
    Fact,
    Participant,
    Post,
    Statement,
)

PEOPLE = (EntityKind.PERSON, EntityKind.ROLE, EntityKind.GROUP)


def shape(extraction: Extraction, document: Document) -> dict[str, Any]:
    """The facts of a document as plain JSON values: names instead of entities, actions inside their agreements.

    Keys: `id`, `document_date`, `posts`, `events`, `agreements`, `statements`; a statement has one row per speaker.
    """
    names = _Names(extraction)
    return {
        "id": document.id,
        "document_date": document.date.isoformat() if document.date else None,
        "posts": [names.post(post) for post in extraction.posts],
        "events": [names.event(event) for event in extraction.events],
        "agreements": [
            names.agreement(agreement, [act for act in extraction.actions if act.agreement == agreement.id])
            for agreement in extraction.agreements
        ],
        "statements": [row for statement in extraction.statements for row in names.statement(statement)],
    }


class _Names:
    """Writes facts with the names of one extraction's entities."""

    def __init__(self, extraction: Extraction) -> None:
        self._entities = {entity.id: entity for entity in extraction.entities}

    def name(self, entity: str | None) -> str | None:
        return self._entities[entity].name if entity else None

    def _where(self, place: Argument | None) -> str | None:
        return self.name(place.entity) if place else None

    def post(self, post: Post) -> dict[str, Any]:
        return {
            "person": self.name(post.person),
            "title": post.title,
            "of": self.name(post.of),
            "former": post.former,
            **_ground(post),
        }

    def event(self, event: Event) -> dict[str, Any]:
        return {
            "id": event.id,
            "type": event.type,
            "modality": event.modality.plain,
            "participants": [self._participant(participant) for participant in event.participants],
            "place": self._where(event.place),
            "date": event.time.edtf if event.time else None,
            "name": event.name,
            "part_of": event.part_of,
            "sidelines_of": event.sidelines_of,
            **_ground(event),
        }

    def _participant(self, participant: Participant) -> dict[str, Any]:
        return {"name": self.name(participant.entity), "for": self.name(participant.on_behalf_of)}

    def agreement(self, agreement: Agreement, actions: list[Action]) -> dict[str, Any]:
        return {
            "id": agreement.id,
            "title": agreement.title,
            "kind": agreement.kind,
            "parties": [self.name(party.entity) for party in agreement.parties],
            "term": agreement.term,
            "actions": [self._action(action) for action in actions],
            **_ground(agreement),
        }

    def _action(self, action: Action) -> dict[str, Any]:
        return {
            "type": action.type.value,
            "modality": action.modality.plain,
            "date": action.time.edtf if action.time else None,
            "place": self._where(action.place),
            "by": self._doers(action.by),
            **_ground(action),
        }

    def _doers(self, by: tuple[Participant, ...]) -> list[str | None]:
        people = [p for p in by if self._entities[p.entity].kind in PEOPLE]
        return [self.name(p.entity) for p in people or by]

    def statement(self, statement: Statement) -> list[dict[str, Any]]:
        return [
            {
                "speaker": self.name(speaker.entity),
                "kind": statement.kind.value,
                "text": statement.text.text,
                "channel": statement.channel,
                **_ground(statement),
            }
            for speaker in statement.speakers
        ]


def _ground(fact: Fact) -> dict[str, Any]:
    """What the gold files lack: the id of the fact, every sentence it rests on, and how surely it was read."""
    first, *others = [mention.text for mention in fact.evidence]
    return {"fact": fact.id, "evidence": first, "more_evidence": others, "confidence": fact.confidence}
