"""The entities of one document, made as facts ask for them, and the references that stand for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Doc

from kg.actors import actors
from kg.model import Document, Entity, EntityKind, Mention
from kg.personal_names import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody or something a phrase stands for: id of the entity, and the tokens from `start` to `end` that say so."""

    entity: str
    start: int
    end: int
    title: str | None = None


class Entities:
    """The entities of a document, each known by its kind and its key or name."""

    def __init__(self, document: Document, doc: Doc) -> None:
        self.document, self.doc = document, doc
        self._sentences: dict[int, range] = {}
        self._made: dict[tuple[EntityKind, str], Entity] = {}
        self._by_id: dict[str, Entity] = {}
        self._mentions: dict[str, set[tuple[int, int]]] = {}

    def entity(self, kind: EntityKind, name: str, *, key: str | None = None, of: str | None = None) -> str:
        """The id of the entity of this kind with this key or name, made if there is none yet."""
        identity = (kind, key or " ".join(fold(name)) or name)
        if identity not in self._made:
            made = Entity(id=f"x{len(self._made) + 1}", kind=kind, name=name, key=key, of=of)
            self._made[identity] = self._by_id[made.id] = made
        return self._made[identity].id

    def actor(self, key: str) -> str:
        """The id of the known actor with this key."""
        actor = actors()[key]
        kind = EntityKind.COUNTRY if actor.kind == "country" else EntityKind.ORGANISATION
        return self.entity(kind, actor.name, key=key, of=actor.of)

    def entities(self) -> tuple[Entity, ...]:
        """All entities so far, each with the mentions that were cut for it, in the order of their making."""
        return tuple(
            entity.model_copy(
                update={"mentions": tuple(self.cut(*span) for span in sorted(self._mentions.get(local, ())))}
            )
            for local, entity in self._by_id.items()
        )

    def known(self, local: str) -> Entity:
        """The entity with this id."""
        return self._by_id[local]

    def cut(self, start: int, end: int) -> Mention:
        """The words of tokens `start` to `end`, without space around them."""
        span = self.doc[start:end]
        text = self.document.text[span.start_char : span.end_char]
        left = len(text) - len(text.lstrip())
        return Mention.cut(self.document.text, span.start_char + left, span.start_char + len(text.rstrip()))

    def mention(self, reference: Reference) -> Mention:
        """The words of a reference, kept with its entity."""
        self._mentions.setdefault(reference.entity, set()).add((reference.start, reference.end))
        return self.cut(reference.start, reference.end)

    def sentence(self, i: int) -> range:
        """The tokens of the sentence that a token stands in."""
        if i not in self._sentences:
            sent = self.doc[i].sent
            whole = range(sent.start, sent.end)
            self._sentences |= dict.fromkeys(whole, whole)
        return self._sentences[i]

    def by_sentence(self, items: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
        """What stands at tokens, by the first token of the sentence."""
        found: defaultdict[int, list[T]] = defaultdict(list)
        for i, item in items:
            found[self.sentence(i).start].append(item)
        return dict(found)

    def represented(self, local: str) -> str | None:
        """The id of the country or organisation a person, role or group speaks for, where the text tells."""
        entity = self.known(local)
        if entity.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION) or entity.of is None:
            return None
        return self.actor(entity.of)

    def named(self, local: str, spans: Iterable[tuple[int, int]]) -> None:
        """Keep the token ranges that name an entity."""
        self._mentions.setdefault(local, set()).update(spans)


def unique(references: Iterable[Reference]) -> list[Reference]:
    """The references without repeated entities, first ones kept."""
    seen: set[str] = set()
    return [ref for ref in references if not (ref.entity in seen or seen.add(ref.entity))]  # type: ignore[func-returns-value]
