"""How often a process looks for objects that keep each other alive: seldom, since records and texts make hardly any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Where no circles are made: looking for some among all records, again and again, is a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def collect_seldom() -> None:
    """Let this process, which is to do little but read, look less often.

    A text is many small objects and hardly a circle; looking for one as often as Python does costs a tenth of the time.
    """
    gc.set_threshold(10_000)
