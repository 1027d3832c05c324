"""Memory: the end of memory is an error that is answered, within Lambda and wherever a limit is set."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from handler.errors import failure

ROOT = Path(__file__).parents[2]
FUNCTION = {"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512"}
TOLD = """
import json, os, resource
from handler.runtime import memory
memory.hold(os.environ)
print(json.dumps([*resource.getrlimit(resource.RLIMIT_AS), memory.short_of(1 << 20), memory.short_of(1 << 32)]))
"""


def told(environ: dict[str, str], program: str = TOLD, before: tuple[int, int] | None = None) -> list[object]:
    """Return what a fresh process prints."""
    prefix = [] if before is None else ["/bin/sh", "-c", f'ulimit -v {before[1] >> 10} && exec "$@"', "sh"]
    command = [*prefix, sys.executable, "-c", program]
    plain = {name: value for name, value in os.environ.items() if name not in FUNCTION}
    run = subprocess.run(command, cwd=ROOT, env=plain | environ, capture_output=True, text=True, check=True)
    loaded: list[object] = json.loads(run.stdout)
    return loaded


def test_within_lambda_no_more_is_mapped_than_the_function_has() -> None:
    assert told(FUNCTION) == [512 << 20, resource.RLIM_INFINITY, False, True]


@pytest.mark.parametrize("missing", FUNCTION)
def test_elsewhere_nothing_is_limited(missing: str) -> None:
    environ = {name: value for name, value in FUNCTION.items() if name != missing}
    assert told(environ) == [resource.RLIM_INFINITY, resource.RLIM_INFINITY, False, False]


def test_the_smallest_function_keeps_room_to_start() -> None:
    limit, *_ = told(FUNCTION | {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128"})
    assert isinstance(limit, int)
    assert 256 << 20 < limit < 400 << 20


def test_a_stricter_limit_stays() -> None:
    assert told(FUNCTION, before=(400 << 20, 400 << 20)) == [400 << 20, 400 << 20, False, True]


RENDER = """
import json, os, resource
from starlette.testclient import TestClient
from handler.app import create_app
from handler.core.limits import Limits
from handler.config.settings import Settings
limits = Limits(memory=4000, work=100, side=9000, area=10**9)
source = "file://" + os.getcwd() + "/samples"
app = create_app(Settings(source=source, unsigned=frozenset({"any"}), limits=limits, log=False))
client = TestClient(app, raise_server_exceptions=False)
kinds = ("jpg", "png", "gif", "webp")
small = [f"/images/bee.jpg?w=50&fm={kind}" for kind in kinds]
large = [f"/images/dandelion.jpg?w=6000&h=6000&fit=scale&fm={kind}" for kind in kinds]
assert all(client.get(path).status_code == 200 for path in small)
pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + (120 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
answers = [client.get(path) for path in large]
after = [client.get(path).status_code for path in small]
print(json.dumps([[answer.status_code, answer.json().get("limit")] for answer in answers] + after))
"""


def test_what_nobody_caught_is_a_bug_unless_memory_has_ended() -> None:
    assert [failure(error).status for error in (MemoryError(), RuntimeError("can't start new thread"))] == [413, 503]
    assert failure(RuntimeError("anything else")).status == 500


@pytest.mark.case("J03")
def test_what_does_not_fit_is_refused_and_what_comes_after_it_is_not() -> None:
    environ = {"PYTHONWARNINGS": "ignore", "MALLOC_ARENA_MAX": "2"}
    assert told(environ, RENDER) == [[413, "memory"]] * 4 + [200] * 4
