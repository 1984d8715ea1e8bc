"""Which names stand for a place: a country by its name, a town, a building, a capital where somebody meets."""

from kg.extraction.coreference.entities import Reference, Register, actor_id
from kg.extraction.coreference.mentions import Mentions
from kg.model import EntityKind
from kg.naming.names import Name
from kg.places import towns


class Places:
    """The places that the names of one document stand for, apart from what else these may stand for."""

    def __init__(self, mentions: Mentions, register: Register) -> None:
        self._doc, self._register = mentions.doc, register
        self._buildings = mentions.lexicon.events.buildings
        self._found = {(name.start, name.end): self._place(name) for name in mentions.names.all}

    def of(self, name: Name) -> Reference | None:
        """The place that a name stands for; None if it is no place."""
        return self._found[name.start, name.end]

    def _place(self, name: Name) -> Reference | None:
        if name.adjective or self._owns(name):
            return None
        if name.kind is EntityKind.COUNTRY and name.form == "name" and name.key:
            return Reference(actor_id(name.key), name.start, name.end)
        if name.kind in (EntityKind.PLACE, EntityKind.COUNTRY) or self._is_building(name.end - 1):
            end = self._end(name)
            return Reference(self._town(name) if end == name.end else self._building(name, end), name.start, end)
        return None

    def _owns(self, name: Name) -> bool:
        return name.end < len(self._doc) and self._doc[name.end].tag_ == "POS"

    def _is_building(self, i: int) -> bool:
        return i < len(self._doc) and self._doc[i].lower_ in self._buildings

    def _end(self, name: Name) -> int:
        """Behind the building that a name goes on with: "Haneda airport"."""
        return name.end + (self._is_building(name.end) and not self._is_building(name.end - 1))

    def _town(self, name: Name) -> str:
        town = towns().get(name.text)
        fits = town is not None and (name.kind is not EntityKind.COUNTRY or town.country == name.key)
        key = town.key if town and fits else None
        return self._register.entity(EntityKind.PLACE, name.text, key=key, of=self._country(name))

    def _building(self, name: Name, end: int) -> str:
        text = self._doc[name.start : end].text
        return self._register.entity(EntityKind.PLACE, text, of=self._country(name))

    def _country(self, name: Name) -> str | None:
        return name.key if name.kind is EntityKind.COUNTRY else name.of
