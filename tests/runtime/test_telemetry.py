"""OpenTelemetry is off only in Lambda, and only where nobody has set it up or says that it is to be."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from handler.runtime import telemetry
from tests.support.aws.events import v2

ROOT = Path(__file__).parents[2]
LAMBDA = {"AWS_LAMBDA_FUNCTION_NAME": "images"}

WATCHED = """
import json, sys
{before}
from handler.entry import lambda_handler
class Context:
    aws_request_id = "1"
    def get_remaining_time_in_millis(self): return 25_000
answer = lambda_handler(json.loads(sys.argv[1]), Context())
names = ("opentelemetry.trace", "opentelemetry.metrics", "opentelemetry._logs", "opentelemetry.propagate")
print(answer["statusCode"], *(type(sys.modules[name]).__name__ for name in names))
print(*said)
"""

PROVIDER = """
import os, sys
from opentelemetry import trace
from types import ModuleType
class Provider(trace.TracerProvider):
    def get_tracer(self, name, *_, **__):
        said.append(name)
        return trace.NoOpTracer()
trace.set_tracer_provider(Provider())
sys.modules["opentelemetry.sdk"] = ModuleType("opentelemetry.sdk")
"""


@pytest.mark.parametrize(
    ("environ", "modules", "off"),
    [
        ({}, set(), False),
        (LAMBDA, set(), True),
        (LAMBDA, {"opentelemetry", "opentelemetry.context"}, True),
        (LAMBDA, {"opentelemetry.sdk"}, False),
        (LAMBDA | {"OTEL_SERVICE_NAME": "x"}, set(), False),
        (LAMBDA | {"FASTAPI_OTEL_AUTO_CONFIGURE": "true"}, set(), False),
        (LAMBDA | {"DD_TRACE_OTEL_ENABLED": "1"}, set(), False),
    ],
)
def test_it_is_off_where_nobody_speaks_of_it(environ: dict[str, str], modules: set[str], *, off: bool) -> None:
    assert telemetry.is_off(environ, modules) is off


def answered(before: str) -> list[str]:
    """Return what a function says of its first answer: status, what stands in OpenTelemetry's places, who was told."""
    code = WATCHED.format(before=f"said = []\n{before}")
    command = [sys.executable, "-c", code, json.dumps(v2("/generate/gradient", "w=8&fm=png"))]
    environ = {**LAMBDA, "TINTYPE_UNSIGNED": "any", "TINTYPE_LOG": "off"}
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def test_where_it_is_off_it_is_not_imported_by_the_first_answer_either() -> None:
    assert answered("") == ["200" + " DeferredModule" * 4, ""]


def test_where_it_is_set_up_it_is_told_of_requests_as_ever() -> None:
    assert answered(PROVIDER) == ["200" + " module" * 4, "fastapi"]
