"""The process in which `child.evaluate_apart` has a query evaluated: a task on standard input, an answer on output."""

import json
import resource
import sys

from pyoxigraph import Store

from kg.errors import QueryError
from kg.query.child import MEMORY, decode, encode, encode_answer
from kg.query.engine import evaluate


def _limit(seconds: int) -> None:
    """Let this process have so many seconds of two processors, limited memory, and leave no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds))


def _main() -> None:
    """Answer one task. What is wrong with the query is an answer, too."""
    task = json.load(sys.stdin, object_hook=decode)
    _limit(int(task["timeout"]) + 1)
    try:
        store = Store.read_only(task["store"])
        answer = encode_answer(evaluate(store, task["sparql"], task["bindings"], task["limit"]))
    except (QueryError, OSError) as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout, default=encode)


if __name__ == "__main__":
    _main()
