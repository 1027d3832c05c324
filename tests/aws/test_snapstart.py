"""Snapshot: what is warm before it is taken, and what a copy does anew: run as Lambda's runtime client runs it."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from handler.app import create_app
from handler.aws import snapstart
from handler.config.settings import Settings
from tests.conftest import Client
from tests.support.aws.events import v2
from tests.support.processes.fresh_python import printed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parents[2]
EVENT = v2("/health")
INVOCATION = {
    "Content-Type": "application/json",
    "Lambda-Runtime-Trace-Id": "Root=1-5e1b4151-43a0913a12345678901234567",
    "Lambda-Runtime-Aws-Request-Id": "11111111-2222-3333-4444-555555555555",
    "Lambda-Runtime-Deadline-Ms": "4102444800000",
    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:123456789012:function:images",
}


class Lambda(ThreadingHTTPServer):
    """A stand-in for three services: Lambda's runtime API, the keeper of a function's keys, and an empty S3."""

    def __init__(self, good_for: timedelta) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.good_for = good_for
        self.asked: list[str] = []
        self.connections: set[tuple[str, int]] = set()
        self.answer: dict[str, Any] = {}

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def keys(self) -> dict[str, str]:
        expiry = datetime.now(UTC) + self.good_for
        return {"AccessKeyId": "A", "SecretAccessKey": "S", "Token": "T", "Expiration": f"{expiry:%Y-%m-%dT%H:%M:%SZ}"}


class Desk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Lambda

    def do_GET(self) -> None:
        if self.path == "/keys":
            self.note("keys")
            self.reply(200, json.dumps(self.server.keys()).encode())
        elif self.path.endswith("/restore/next"):
            self.note("snapshot")
            self.reply(200)
        else:
            self.note("next")
            self.reply(200, json.dumps(EVENT).encode(), **INVOCATION)

    def do_HEAD(self) -> None:
        self.note("S3")
        self.server.connections.add(self.client_address)
        self.reply(404)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.note(self.path.rpartition("/")[2])
        self.server.answer = body
        self.reply(202)

    def note(self, what: str) -> None:
        self.server.asked.append(what)

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=[timedelta(hours=6)])
def service(request: pytest.FixtureRequest) -> Iterator[Lambda]:
    with Lambda(request.param) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def environment(service: Lambda) -> dict[str, str]:
    return {
        "AWS_LAMBDA_FUNCTION_NAME": "images",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start",
        "AWS_LAMBDA_RUNTIME_API": service.host,
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://{service.host}/keys",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL_S3": f"http://{service.host}",
        "TINTYPE_SOURCE": "s3://pictures",
        "TINTYPE_UNSIGNED": "",
        "PYTHONPATH": str(ROOT),
        "HOME": "/nowhere",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="Lambda's runtime client is a Linux program")
def test_lambdas_runtime_client_warms_an_instance_before_the_snapshot(service: Lambda) -> None:
    command = [sys.executable, "-m", "awslambdaric", "handler.entry.lambda_handler"]
    process = subprocess.Popen(command, env=environment(service), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        lines = [json.loads(process.stdout.readline()) for _ in range(2)]
    finally:
        process.kill()
        process.communicate()
    before = service.asked[: service.asked.index("snapshot")]
    assert {"keys", "S3"} == set(before)
    assert service.asked[len(before) : len(before) + 4] == ["snapshot", "S3", "next", "response"]
    assert service.answer["statusCode"] == 200
    # The rehearsal was neither noted nor counted.
    assert [(line["route"], line["cold_starts"]) for line in lines] == [("/health", 1), ("/health", 0)]


@pytest.mark.parametrize(
    ("service", "renewed"), [(timedelta(hours=6), 0), (timedelta(minutes=5), 1)], indirect=["service"]
)
def test_a_copy_makes_new_connections_and_has_keys_that_are_good(service: Lambda, renewed: int) -> None:
    program = (
        "from handler.aws import snapstart as snapshot; from handler import app\n"
        "for _ in range(2): snapshot.sources(app.app)\n"
        "print('-', flush=True); input()\n"
        "snapshot.after(app.app)\n"
        "print('-', flush=True); input()\n"
        "snapshot.sources(app.app)\n"
    )
    command = [sys.executable, "-c", program]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment(service), text=True, **pipes) as process:  # type: ignore[call-overload]
        process.stdout.readline()
        connections, keys = len(service.connections), service.asked.count("keys")
        assert connections == 1
        process.stdin.write("\n")
        process.stdin.flush()
        process.stdout.readline()
        assert service.asked.count("keys") == keys + renewed
        assert len(service.connections) == 2
        process.communicate("\n")
    assert process.returncode == 0
    assert len(service.connections) == 2


def test_every_engine_has_been_used_before_the_snapshot() -> None:
    """Loading libvips takes as long as many a picture; and what was loaded goes on in the copy."""
    program = (
        "import sys; from handler.aws import snapstart; from handler import app\n"
        "snapstart.codecs(app.app)\n"
        "loaded = {name for name in sys.modules if name.startswith('handler.bindings.')}\n"
        "from handler.bindings import png_decoder, resampling, vips_library, webp_decoder\n"
        "used = [vips_library._library, webp_decoder._library]\n"
        "print(len({name for name in sys.modules if name.startswith('handler.bindings.')} - loaded))\n"
        "print([each.cache_info().currsize for each in used])\n"
        "snapstart.after(app.app); snapstart.codecs(app.app)\n"
        "print([each.cache_info().currsize for each in used])\n"
    )
    assert printed(program, TINTYPE_SOURCE=ROOT.as_uri()).splitlines() == ["0", "[1, 1]", "[1, 1]"]


def test_a_copy_seeds_afresh() -> None:
    random.seed(1)
    expected = random.random()  # noqa: S311 - no secret
    random.seed(1)
    snapstart.after(create_app(Settings()))
    assert random.random() != expected  # noqa: S311 - no secret


def test_a_step_that_fails_is_told_and_stops_nothing(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    app = create_app(Settings(source=tmp_path.as_uri(), public_url="https://a.example"))
    del app.state.settings
    snapstart.before(app)
    failed = [record.getMessage().split()[0] for record in caplog.records if "failed" in record.getMessage()]
    assert failed == ["clients", "sources", "parser"]


def test_no_step_fails(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    asked = client(results="s3://samples/kept")
    snapstart.before(asked.app)  # type: ignore[arg-type]
    snapstart.after(asked.app)  # type: ignore[arg-type]
    assert [record.getMessage() for record in caplog.records if record.name == "tintype"] == []


def test_a_rehearsal_is_no_request(client: Client, capsys: pytest.CaptureFixture[str], store: "S3Client") -> None:
    del store
    asked = client(log=True)
    snapstart.routes(asked.app)  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""
    assert asked.get("/health").status_code == 200
    assert json.loads(capsys.readouterr().out)["cold_starts"] == 1
    snapstart.routes(asked.app)  # type: ignore[arg-type]
    asked.get("/health")
    assert json.loads(capsys.readouterr().out)["cold_starts"] == 0


def test_without_lambdas_runtime_client_there_are_no_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "snapshot_restore_py", None)
    snapstart.register(create_app(Settings()))
    assert "AWS_LAMBDA_FUNCTION_NAME" not in os.environ
