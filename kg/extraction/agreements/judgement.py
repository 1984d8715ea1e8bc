"""The instruments of a document, judged by fitted models: who is bound by each, and what else is done to it.

What the rules read are features beside the others. `Limits` say how sure the models must be.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.agreements.actions import Acts
from kg.extraction.agreements.bonds import Bond, Bonds
from kg.extraction.agreements.coreference import Instrument
from kg.extraction.agreements.decision import against_act, is_too_early
from kg.extraction.agreements.deeds import Deed, Deeds
from kg.extraction.agreements.models import Limits, Models
from kg.extraction.arguments.scene import Scene
from kg.extraction.coreference import Reading
from kg.fitted import sure
from kg.model import EntityKind

_TWO = 2
"""Most instruments bind two; of fewer or more, models must be surer."""


def judge(instruments: Sequence[Instrument], acts: Acts, scene: Scene, models: Models) -> None:
    """Put right, by what models say, whom instruments bind, and add what is done to them."""
    bonds, deeds = Bonds(scene, instruments), Deeds(acts, instruments)
    found = [(bonds.of(one, one.parties), list(deeds.of(n))) for n, one in enumerate(instruments)]
    for instrument, (bound, done) in zip(instruments, found, strict=True):
        _bind(instrument, bound, scene.reading, models)
        _add(instrument, done, acts, models)


def _bind(instrument: Instrument, bonds: Sequence[Bond], reading: Reading, models: Models) -> None:
    """Give an instrument the parties that are likely; a place that rules tell stays one, for the models know none."""
    likely = models.party.probability([bond.features for bond in bonds])
    taken = [(bond, p) for bond, p in zip(bonds, likely, strict=True) if _is_bound(bond, p, reading, models.limits)]
    if len(taken) != _TWO:
        taken = [(bond, p) for bond, p in taken if bond.ruled or p >= models.limits.apart]
    instrument.told = sum(bond.ruled for bond in bonds)
    instrument.parties = [bond.reference for bond, _ in taken]
    instrument.likely = {bond.reference.entity: sure(p) for bond, p in taken}


def _is_bound(bond: Bond, likely: float, reading: Reading, limits: Limits) -> bool:
    if bond.ruled:
        return likely >= limits.keep_party or reading.known(bond.reference.entity).kind is EntityKind.PLACE
    return likely >= limits.party and not bond.excluded


def _add(instrument: Instrument, deeds: Sequence[Deed], acts: Acts, models: Models) -> None:
    """Add to an instrument what is likely done to it, the likeliest first; of each kind no more than rules tell."""
    likely = models.act.probability([deed.features for deed in deeds])
    for p, deed in sorted(zip(likely, deeds, strict=True), key=lambda pair: -pair[0]):
        known = {act.type for act in instrument.acts}
        if p >= models.limits.act and deed.candidate.type not in known and against_act(deed.candidate) is None:
            told = [(act.type, act.reality.modality) for act in instrument.acts]
            stated = [replace(act, likely=sure(p)) for act in acts.stated(deed.candidate)]
            instrument.acts += (act for act in stated if not is_too_early(act.type, act.reality.modality, told))
