"""Many clients at once against `kg serve`: requests per second, and how long they take.

`python tools/bench_serve.py BASE [CLIENTS [SECONDS]]`. The bound: no error, and the slowest twentieth of the requests
takes less than four times as long as half of them do. Clients and server share the processors.
"""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from itertools import cycle
from statistics import quantiles
from typing import NamedTuple
from urllib.parse import quote

MIX = (
    "/sparql?query=" + quote("SELECT ?name WHERE { ?x a dip:Person ; skos:prefLabel ?name } ORDER BY ?name LIMIT 50"),
    "/sparql?query=" + quote("ASK { ?x a dip:Meeting ; dip:hasParticipation/dip:participant ?who }"),
    "/api/questions/who-met-whom?who=United+States",
    "/api/find?name=russia",
    "/id/RUS.ttl",
)
"""What clients ask, one after another, each beginning at another."""
BOUND = 4.0


class Load(NamedTuple):
    """What came of it."""

    statuses: Counter[str]
    times: list[float]
    seconds: float

    @property
    def middle(self) -> float:
        """Seconds that half of the requests took at most."""
        return quantiles(self.times, n=20)[9]

    @property
    def slow(self) -> float:
        """Seconds that 19 of 20 took at most."""
        return quantiles(self.times, n=20)[18]

    @property
    def is_fine(self) -> bool:
        """Whether it is within the bound."""
        return set(self.statuses) == {"200"} and self.slow < BOUND * self.middle


def load(port: int, clients: int, seconds: float) -> Load:
    """Let so many clients ask a server of this machine for so long."""
    return asyncio.run(_load(port, clients, seconds))


async def _load(port: int, clients: int, seconds: float) -> Load:
    found = Load(Counter(), [], seconds)
    end = time.monotonic() + seconds
    await asyncio.gather(*(_client(port, number, end, found) for number in range(clients)))
    return found


async def _client(port: int, number: int, end: float, found: Load) -> None:
    paths = cycle(MIX[number % len(MIX) :] + MIX[: number % len(MIX)])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < end:
        begun = time.perf_counter()
        writer.write(f"GET {next(paths)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        await reader.readexactly(int(head.partition("content-length: ")[2].partition("\r\n")[0]))
        found.times.append(time.perf_counter() - begun)
        found.statuses[head.split()[1]] += 1
    writer.close()


def main(base: str, clients: str = "100", seconds: str = "60") -> None:
    """Start a server of a base and print what came of the load. Exits with 1 beyond the bound."""
    command = [sys.executable, "-u", "-m", "kg", "serve", "--base", base, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline().rpartition("/;")[0].rpartition(":")[2])
        load(port, 5, 1.0)
        found = load(port, int(clients), float(seconds))
        server.terminate()
    print(f"{clients} clients, {seconds} s: {len(found.times) / found.seconds:.0f} requests/s, {dict(found.statuses)}")
    print(f"half within {found.middle:.3f} s, 19 of 20 within {found.slow:.3f} s, all within {max(found.times):.3f} s")
    if not found.is_fine:
        raise SystemExit(f"there were errors, or 19 of 20 take {BOUND:g} times as long as half")


if __name__ == "__main__":
    main(*sys.argv[1:])
