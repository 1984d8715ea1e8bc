"""Trains the pipeline that Diplograph ships: tags, trees, lemmas and names for English news and press readouts.

    python tools/train.py [--corpora DIR] [--excluded DIR] [--output DIR] [--quick]

Syntax learns from UD EWT and GUM, names from the GMB (repaired), UNER, CrossNER and composed sentences. The two are
trained side by side in two processes, joined, pruned, scored on held-out parts, and described in MODEL_CARD.md.
Seeds are fixed and the data sorted: the same corpora and versions give the same model on the same kind of machine.
"""

import argparse
import multiprocessing
import os
import tempfile
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"  # before NumPy is loaded: one thread for each of the two processes

from assemble import assemble, replace_directory  # noqa: E402 # which load NumPy
from learn import Plan, train_names, train_syntax  # noqa: E402 # likewise
from namecorpora import NameCorpora  # noqa: E402 # likewise

ROOT = Path(__file__).resolve().parents[1]
FULL = Plan(syntax_epochs=14, second_epochs=7, names_epochs=3, names_horizon=4, composed=6000)
QUICK = Plan(syntax_epochs=2, second_epochs=1, names_epochs=1, names_horizon=1, composed=2000)


def main() -> None:
    """Trains, joins, scores, and puts the finished model in place of the old one."""
    options = read_options()
    plan = QUICK if options.quick else FULL
    with tempfile.TemporaryDirectory(prefix="diplograph-model-") as name:
        work = Path(name)
        train_both(options.corpora, options.excluded, plan, work)
        scores = assemble(options.corpora, NameCorpora(options.corpora, options.excluded), work, work / "model")
        replace_directory(work / "model", options.output)
    for key, value in scores.items():
        print(f"{key:16} {value:.4f}")


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = ROOT.parent / "shared"
    parser.add_argument("--corpora", type=Path, default=shared / "corpora", help="the corpora of the model card")
    parser.add_argument("--excluded", type=Path, default=shared / "gold" / "dev", help="texts kept out of training")
    parser.add_argument("--output", type=Path, default=ROOT / "kg" / "model")
    parser.add_argument("--quick", action="store_true", help="a weaker model in about five minutes")
    options = parser.parse_args()
    if not options.corpora.is_dir():
        parser.error(f"no corpora at {options.corpora}; name their directory with --corpora")
    return options


def train_both(corpora: Path, excluded: Path, plan: Plan, work: Path) -> None:
    """Trains syntax and names at the same time, into `work/syntax` and `work/names`."""
    context = multiprocessing.get_context("spawn")
    jobs = [
        context.Process(target=train_syntax, args=(corpora, plan, work / "syntax")),
        context.Process(target=train_names, args=(corpora, excluded, plan, work / "names")),
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    if any(job.exitcode for job in jobs):
        raise SystemExit("training failed; the messages are above")


if __name__ == "__main__":
    main()
