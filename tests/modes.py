"""Lets the modes of files hold for whoever runs the tests."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Let the modes of files hold for root, too, which may otherwise read and write everything."""
    if os.geteuid() != 0:
        yield
        return
    library, header, held = ctypes.CDLL(None, use_errno=True), _Header(0x20080522, 0), (_Capabilities * 2)()
    assert library.capget(ctypes.byref(header), held) == 0
    before = held[0].effective
    held[0].effective &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    assert library.capset(ctypes.byref(header), held) == 0
    try:
        yield
    finally:
        held[0].effective = before
        assert library.capset(ctypes.byref(header), held) == 0
