"""A query in a process of its own, which time, memory or the engine's own faults may end without harm to others."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.query.engine import Answer, Iri
from kg.query.rows import Rows, Value

MEMORY = 4 * 2**30
"""Bytes of address space that a query may use."""


def evaluate_apart(
    store: Path, sparql: str, bindings: Mapping[str, Value], limit: int | None, timeout: float
) -> Answer:
    """As `engine.evaluate`, but given up after `timeout` seconds. Raises QueryError even if the engine dies of it."""
    bound = {name: {"iri": value} if isinstance(value, Iri) else value for name, value in bindings.items()}
    task = {"store": str(store), "sparql": sparql, "bindings": bound, "limit": limit, "timeout": timeout}
    search = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.query"],
            input=json.dumps(task, default=encode, ensure_ascii=True).encode(),
            capture_output=True,
            timeout=timeout,
            env=os.environ | {"PYTHONPATH": search},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"the query took more than {timeout:g} s; ask for less, or allow more with --timeout"
        ) from None
    if done.returncode == 0:
        return _read_answer(json.loads(done.stdout, object_hook=decode))
    raise QueryError(_reason(done.returncode, done.stderr))


def _reason(status: int, complaint: bytes) -> str:
    """Why a child gave no answer."""
    if status == -signal.SIGSEGV:
        return "the query is nested too deeply for the engine; write it with fewer levels and UNIONs"
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "the query was stopped because it used too much time or memory; ask for less"
    if status == -signal.SIGABRT or b"MemoryError" in complaint:
        return f"the query needed more than {MEMORY // 2**20} MB of memory; ask for less"
    return f"the query ended the engine (status {status}); ask it in another way"


def encode_answer(answer: Answer) -> dict[str, Any]:
    """An answer as JSON has it."""
    if isinstance(answer, Rows):
        return {"columns": answer.columns, "rows": answer.rows, "truncated": answer.truncated}
    return {"value": answer}


def _read_answer(answer: dict[str, Any]) -> Answer:
    if "error" in answer:
        raise QueryError(answer["error"])
    if "rows" in answer:
        return Rows(tuple(answer["columns"]), tuple(map(tuple, answer["rows"])), answer["truncated"])
    value: bool | str = answer["value"]
    return value


def encode(value: object) -> dict[str, str]:
    """What JSON has no type for."""
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    raise TypeError(f"{value!r} cannot be sent to another process")


def decode(value: dict[str, Any]) -> Any:
    """What `encode` and `evaluate_apart` wrote as an object."""
    if value.keys() == {"date"}:
        return dt.date.fromisoformat(value["date"])
    return Iri(value["iri"]) if value.keys() == {"iri"} else value
