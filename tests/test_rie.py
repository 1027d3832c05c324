"""The events again, through Lambda's own Runtime Interface Emulator and runtime client, over HTTP."""

import base64
import io
import json
import os
import platform
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.test_entry import EVENTS, PICTURES, REFUSED

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parent.parent
MACHINE = {"x86_64": "x86_64", "aarch64": "arm64"}.get(platform.machine(), "")
EMULATORS = sorted(ROOT.glob(f".venv-sam/lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-{MACHINE}"))

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the emulator is a Linux program"),
    pytest.mark.skipif(not EMULATORS, reason="the emulator comes with sam: `make setup`"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def emulator(store: "S3Client", tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the emulator around the handler and return the address that takes events."""
    del store
    program = tmp_path_factory.mktemp("rie") / "rie"
    program.write_bytes(EMULATORS[0].read_bytes())
    program.chmod(stat.S_IRWXU)
    door, api = free_port(), free_port()
    environment = {
        **os.environ,
        "AWS_LAMBDA_FUNCTION_TIMEOUT": "25",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769",
        "AWS_LAMBDA_FUNCTION_NAME": "Images",
        "AWS_REGION": "us-east-1",
        "TINTYPE_SOURCE": "s3://samples",
        "TINTYPE_UNSIGNED": "any",
    }
    emulated = [
        "--runtime-interface-emulator-address",
        f"127.0.0.1:{door}",
        "--runtime-api-address",
        f"127.0.0.1:{api}",
    ]
    command = [
        str(program),
        "--log-level",
        "error",
        *emulated,
        sys.executable,
        "-m",
        "awslambdaric",
        "handler.entry.lambda_handler",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", door)):
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{door}/2015-03-31/functions/function/invocations"
    finally:
        process.terminate()
        process.wait(10)


def invoke(address: str, data: bytes) -> dict[str, Any]:
    with urllib.request.urlopen(urllib.request.Request(address, data), timeout=40) as answer:
        loaded: dict[str, Any] = json.loads(answer.read())
        return loaded


@pytest.mark.parametrize("name", PICTURES)
def test_the_emulated_lambda_gives_a_picture(emulator: str, name: str) -> None:
    answer = invoke(emulator, EVENTS[name].read_bytes())
    assert answer["statusCode"] == 200, answer
    image = Image.open(io.BytesIO(base64.b64decode(answer["body"], validate=True)))
    assert (image.format, image.size) == ("WEBP", PICTURES[name])


@pytest.mark.parametrize("name", REFUSED)
def test_the_emulated_lambda_gives_a_problem(emulator: str, name: str) -> None:
    answer = invoke(emulator, EVENTS[name].read_bytes())
    assert answer["statusCode"] == REFUSED[name][0]
    assert json.loads(answer["body"])["type"].endswith(REFUSED[name][1])


def test_the_emulated_lambda_answers_an_unknown_event(emulator: str) -> None:
    assert invoke(emulator, EVENTS["unknown-event"].read_bytes())["ok"] is False
