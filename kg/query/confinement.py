"""What a process gives up for good, by a filter of the Linux kernel (seccomp): the network, programs, and files.

A filter sees every call of the process, whatever code made it: nothing that a query says can get around it.
It sees numbers, not paths. An engine opens the tables of a large store one by one: that it can read these and no other
file is left to Landlock, where the kernel has it; that it can write none, the filter sees.
See seccomp(2), landlock(7), and Documentation/userspace-api/seccomp_filter.rst of the kernel.
"""

import ctypes
import os
import platform
import struct
from pathlib import Path
from typing import NamedTuple

_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in what the filter is shown of a call
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_KILL_PROCESS, _REFUSE, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_EACCES, _ENOSYS = 13, 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # of Landlock, on every kind of processor
_RULESET_VERSION, _PATH_BENEATH = 1, 1
_FILE_RIGHTS = (1 << 13) - 1
"""All that the first Landlock can forbid: run, write, read, list, remove, make."""
_READ_FILE = 1 << 2


class _Machine(NamedTuple):
    """How the kernel numbers its calls on one kind of processor."""

    audit: int
    """Its AUDIT_ARCH."""
    seccomp: int
    fatal: tuple[int, ...]
    """Calls that make a socket, become another program, or look into another process."""
    opening: tuple[tuple[int, int], ...]
    """Calls that open a file, or make one; and which of their arguments, counted from 0, says how."""
    refused: tuple[int, ...]
    """Calls that move, change or remove a file."""
    unknown: tuple[int, ...]
    """Calls by which the fatal ones could be made unseen; programs do without where there are none."""
    foreign: int
    """Numbers from here on belong to another numbering, which the filter does not know."""


_MACHINES = {
    "x86_64": _Machine(
        audit=0xC000003E,
        seccomp=317,
        fatal=(
            *(41, 42, 43, 49, 50, 53, 288),  # socket, connect, accept, bind, listen, socketpair, accept4
            *(
                59,
                322,
                101,
                310,
                311,
                438,
            ),  # execve, execveat, ptrace, process_vm_readv, _writev, pidfd_getfd
        ),
        opening=((2, 1), (257, 2)),  # open, openat
        refused=(
            *(85, 304),  # creat, open_by_handle_at
            *(82, 264, 316, 83, 258, 84, 87, 263),  # rename, -at, -at2, mkdir, -at, rmdir, unlink, -at
            *(
                86,
                265,
                88,
                266,
                76,
                90,
                268,
                452,
                92,
                260,
            ),  # link, -at, symlink, -at, truncate, chmod, -at, -at2, chown, -at
            *(133, 259, 165, 155, 161),  # mknod, -at, mount, pivot_root, chroot
        ),
        unknown=(425, 426, 427, 437),  # io_uring, openat2
        foreign=0x40000000,
    ),
    "aarch64": _Machine(
        audit=0xC00000B7,
        seccomp=277,
        fatal=(198, 199, 200, 201, 202, 203, 242, 221, 281, 117, 270, 271, 438),
        opening=((56, 2),),
        refused=(265, 38, 276, 34, 35, 37, 36, 45, 53, 452, 54, 33, 40, 41, 51),
        unknown=(425, 426, 427, 437),
        foreign=0x40000000,
    ),
}


def confine(readable: Path | None = None) -> bool:
    """Give up network, programs and files in all threads of this process; False where the system cannot do that.

    What is open stays open. The files of the folder `readable` can still be opened to be read, by this thread and those
    that it starts; where the kernel has no Landlock, other files can, too, as the filter sees no names. A later attempt
    at the network or at starting a program kills the process with SIGSYS; opening a file otherwise is refused (EACCES).
    """
    machine = _MACHINES.get(platform.machine())
    if platform.system() != "Linux" or machine is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    if readable is not None:
        _leave_nothing_but(readable, libc)
    code = _program(machine, reading=readable is not None)
    instructions = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HP", len(code) // 8, ctypes.addressof(instructions))
    return bool(libc.syscall(machine.seccomp, _SET_MODE_FILTER, _ALL_THREADS, program) == 0)


def _leave_nothing_but(folder: Path, libc: ctypes.CDLL) -> None:
    """Leave this thread no files but those of a folder, to read; where there is no Landlock, nothing changes."""
    if libc.syscall(_CREATE_RULESET, None, 0, _RULESET_VERSION) < 1:
        return
    ruleset = libc.syscall(_CREATE_RULESET, struct.pack("=Q", _FILE_RIGHTS), 8, 0)
    beneath = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        if libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", _READ_FILE, beneath), 0) == 0:
            libc.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(beneath)
        os.close(ruleset)


def _program(machine: _Machine, *, reading: bool) -> bytes:
    """The filter as instructions of the classic BPF machine; `reading`: files may be opened to be read."""
    answered = _read_only if reading else lambda number, _: _answered(number, _REFUSE | _EACCES)
    return b"".join(
        (
            _instruction(_LOAD, _ARCHITECTURE),
            _instruction(_JUMP_EQUAL, machine.audit, skip_if=1),
            _instruction(_RETURN, _KILL_PROCESS),
            _instruction(_LOAD, _NUMBER),
            _instruction(_JUMP_GREATER_EQUAL, machine.foreign, skip_unless=1),
            _instruction(_RETURN, _KILL_PROCESS),
            *(_answered(number, _KILL_PROCESS) for number in machine.fatal),
            *(_answered(number, _REFUSE | _EACCES) for number in machine.refused),
            *(_answered(number, _REFUSE | _ENOSYS) for number in machine.unknown),
            *(answered(number, flags) for number, flags in machine.opening),
            _instruction(_RETURN, _ALLOW),
        )
    )


def _answered(number: int, action: int) -> bytes:
    return _instruction(_JUMP_EQUAL, number, skip_unless=1) + _instruction(_RETURN, action)


def _read_only(number: int, flags: int) -> bytes:
    """Allow a call that opens a file, unless an argument says that it is to be written or made."""
    return b"".join(
        (
            _instruction(_JUMP_EQUAL, number, skip_unless=4),
            _instruction(_LOAD, _ARGUMENTS + 8 * flags),
            _instruction(_JUMP_ANY_OF, _WRITING, skip_unless=1),
            _instruction(_RETURN, _REFUSE | _EACCES),
            _instruction(_RETURN, _ALLOW),
        )
    )


def _instruction(code: int, value: int, *, skip_if: int = 0, skip_unless: int = 0) -> bytes:
    return struct.pack("HBBI", code, skip_if, skip_unless, value)
