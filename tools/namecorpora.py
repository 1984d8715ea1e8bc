"""Which name corpora are read, which sentences are held out, and how training runs are put together."""

import random
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from compose import Composer
from gazetteer import Gazetteer
from names import NamedText, Token, fingerprint, is_held_out, read_columns, untokenise
from repair import Cleaner, part_hyphens, vote

RENAMED = 0.2  # share of training sentences whose persons get composed names
MAX_RUN = 4  # sentences in one training document


class NameCorpora:
    """The repaired name corpora under a directory; `excluded` holds texts that no sentence may stand in."""

    def __init__(self, directory: Path, excluded: Path) -> None:
        self.directory = directory
        self.gazetteer = Gazetteer.load(Path(__file__).with_name("names.yaml"))
        self._excluded = " ".join(
            fingerprint(path.read_text(encoding="utf-8")) for path in sorted(excluded.glob("*.txt"))
        )
        self.gazetteer.votes = vote(
            Cleaner(self.gazetteer), (part_hyphens(sentence, self.gazetteer) for sentence in self._training_gmb)
        )

    @cached_property
    def gmb(self) -> list[list[Token]]:
        """The GMB without sentences of the excluded texts."""
        sentences = read_columns(self.directory / "gmb_ner.conll.xz", form=0, tag=1, label=2)
        return [s for s in sentences if fingerprint("".join(t.form for t in s)) not in self._excluded]

    @cached_property
    def _training_gmb(self) -> list[list[Token]]:
        return [sentence for sentence in self.gmb if not is_held_out(sentence)]

    @cached_property
    def held_out(self) -> list[NamedText]:
        """The tenth of the GMB kept for testing, repaired by the same rules."""
        return [self._read(sentence) for sentence in self.gmb if is_held_out(sentence)]

    @cached_property
    def gold_test(self) -> list[NamedText]:
        """The test part of UNER: labelled by hand, with PERSON, ORG and GPE or LOC only."""
        return [self._read(sentence) for sentence in self._uner("uner_ewt_test.iob2.xz")]

    @cached_property
    def _training(self) -> list[NamedText]:
        politics = read_columns(self.directory / "crossner_politics_train.txt.xz", form=0, label=1)
        sentences = self._training_gmb + self._uner("uner_ewt_dev.iob2.xz") + politics * 3
        return [self._read(sentence) for sentence in sentences]

    def _uner(self, name: str) -> list[list[Token]]:
        return read_columns(self.directory / name, form=1, label=2)

    def _read(self, sentence: list[Token]) -> NamedText:
        parted = part_hyphens(sentence, self.gazetteer)
        return untokenise(parted, Cleaner(self.gazetteer).clean(parted))

    def runs(self, rng: random.Random, composer: Composer, composed: int) -> Iterator[list[NamedText]]:
        """Neighbouring sentences in runs, some with other persons, and runs of composed sentences among them."""
        position = 0
        while position < len(self._training):
            size = rng.randint(1, MAX_RUN)
            run = self._training[position : position + size]
            position += size
            yield [composer.rename(text) if rng.random() < RENAMED else text for text in run]
        while composed > 0:
            size = rng.randint(1, MAX_RUN)
            composed -= size
            yield [composer.sentence() for _ in range(size)]
