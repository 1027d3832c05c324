"""Cold: from the start of a server's process to its first picture, on one core; S3 runs already."""

import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException

from benchmarks.rivals import servers
from benchmarks.rivals.contenders import Contender
from benchmarks.rivals.rounds import Measured, order

PAUSE = 0.005
PATIENCE = 30.0
"""Seconds: between two tries, and for all of them."""


def started(
    some: Mapping[str, Contender], paths: Mapping[str, str], access: Mapping[str, str], rounds: int
) -> dict[str, Measured]:
    """Start each server anew in every round, and stop the time when its first answer is complete."""
    found = {name: Measured(_once(some[name], paths[name], access)[0]) for name in paths}
    for number in range(rounds):
        for name in order(list(paths), number):
            _, clock, cpu = _once(some[name], paths[name], access)
            found[name].clocks.append(clock)
            found[name].cpus.append(cpu)
    return found


def _once(contender: Contender, path: str, access: Mapping[str, str]) -> tuple[bytes, float, float]:
    start = time.perf_counter()
    with servers.serving(contender, access, patient=False) as server:
        while True:
            try:
                body = _ask(server.port, path)
            except (OSError, HTTPException):
                if time.perf_counter() - start > PATIENCE:
                    raise
                time.sleep(PAUSE)
            else:
                return body, (time.perf_counter() - start) * 1000, server.cpu()


def _ask(port: int, path: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:  # noqa: PLR2004 - OK
        raise RuntimeError(f"{path} is answered with {response.status}")
    return body
