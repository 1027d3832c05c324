"""Group L: what is logged and what is told: one harmless line each, no secret, no inside; and no URL is a source."""

import json
import logging
import re
import socket
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handler.config.settings import Settings
from handler.storage.sources import Sources
from handler.web import images
from tests.conftest import Client
from tests.support.processes.asgi_servers import COMMANDS, Request, Server, finish, start, wait
from tests.system.cases.conftest import Ask

ROOT = Path(__file__).parents[3]
SECRET = "hush-1234567890"
ACCESS_KEY = "AKIA" + "ABCDEFGHIJKLMNOP"
FORGING = ["%0d%0aforged", "%1b%5b31m", "%e2%80%a8forged", "%c2%85", '{"status":200}', "%22,%22x%22:%22y", "a" * 7000]
SECRETS = (
    *(f"/images/owl.png?w=8&s={SECRET}", f"/images/owl.png?w=8&%73={SECRET}", f"/images/owl.png?S={SECRET}"),
    *(f"/images/owl.png?X-Amz-Signature={SECRET}", f"/images/owl.png?x=1&X-Amz-Security-Token={SECRET}&y=2"),
    f"/images/owl.png?url=https%3A%2F%2Fb.s3.amazonaws.com%2Fk%3FX-Amz-Signature%3D{SECRET}",
)
CARRIED = (("Authorization", f"Bearer {SECRET}"), ("Cookie", f"a={SECRET}"), ("User-Agent", f"{SECRET}\x85\u2028"))
REFUSED = [
    *("/images/none.png?w=4", "/images/a//b?w=4", "/images/%00", "/images/owl.png?w=0", "/images/owl.png?speed=1"),
    *("/images/owl.png?w=8000&h=8000&fit=clip", "/nowhere", "/images/README.md?w=4", "/generate/none", "/feeds/%ff"),
    *("/images/owl.png?expires=1", "/render", f"/images/{'a' * 9000}", "/info/owl.png?rect=1,2,3", "/docs/none"),
]
INSIDE = re.compile(
    r"Traceback|File \"|site-packages|\.py\b|/home|/usr|/var/task|s3://|botocore|boto3|starlette|fastapi|"
    r"mangum|moto\b|[Pp]illow|Python|\b\d+\.\d+\.\d+\b|samples"
)


@pytest.fixture(scope="module")
def printed(uvicorn: Server) -> list[str]:
    """What a server has printed after hostile requests, its access log included."""
    before = len(uvicorn.noted())
    for text in FORGING:
        for target in (f"/images/{text}?w=4", f"/images/owl.png?w={text}", f"/images/owl.png?{text}=1"):
            uvicorn.send(Request(target, headers=(("User-Agent", text), ("X-Amzn-Trace-Id", text))).encoded())
    for target in SECRETS:
        uvicorn.send(Request(target, headers=CARRIED).encoded())
    uvicorn.send(Request("/health", method="X" * 5000).encoded())
    return uvicorn.noted()[before:].splitlines()


@pytest.mark.case("L01")
def test_every_line_is_one_line_printable_and_short(printed: list[str]) -> None:
    assert len(printed) >= 2 * (len(FORGING) * 3 + len(SECRETS))
    for line in printed:
        assert line.isascii()
        assert line.isprintable()
        assert len(line) <= 2048
    journal = [json.loads(line) for line in printed if line.startswith("{")]
    assert {line["status"] for line in journal} <= {200, 400, 403, 404, 405, 414}


@pytest.mark.case("L02")
def test_no_signature_cookie_or_token_is_printed(printed: list[str]) -> None:
    assert "[redacted]" in "\n".join(printed)
    assert SECRET not in "\n".join(printed)


@pytest.mark.case("L02")
@pytest.mark.parametrize(
    "command", [f"handler serve --port 8000 --source file://{ROOT}/samples", COMMANDS["hypercorn"]]
)
def test_no_other_server_prints_them(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINTYPE_LOG", "on")
    server = start(command)
    try:
        wait(server)
        told = [server.ask(Request(target, headers=CARRIED[:2])) for target in SECRETS]
        assert SECRET not in server.noted()
        assert not any(SECRET.encode() in answer.body for answer in told)
    finally:
        finish(server)


@pytest.mark.case("L02", "L03")
@pytest.mark.parametrize("target", [*REFUSED, *SECRETS])
def test_an_error_tells_nothing_of_the_inside_and_no_secret(everywhere: Ask, target: str) -> None:
    for answer in everywhere(Request(target, headers=CARRIED[:2])).values():
        if answer.headers["content-type"] == "application/problem+json":
            text = answer.body.decode()
            assert not INSIDE.search(text), text
            assert str(ROOT) not in text
            assert SECRET not in text
            assert json.loads(text)["request"] == answer.headers["x-request-id"]


@pytest.fixture
def failing(client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return what is answered where something inside fails and tells too much."""

    def fail(*_: object, **__: object) -> None:
        text = (
            f"first\r\nforged \x1b[31m\u2028 ?w=1&s={SECRET} X-Amz-Signature%3D{SECRET} {ACCESS_KEY}\nCookie: {SECRET}"
        )
        raise RuntimeError(text + "a" * 9000)

    monkeypatch.setattr(images, "render", fail)
    return client().get("/images/owl.png?w=4").text  # type: ignore[return-value]


@pytest.mark.case("L01", "L02", "L03")
def test_a_failure_is_one_line_that_leads_to_its_place(failing: str, caplog: pytest.LogCaptureFixture) -> None:
    (record,) = [each for each in caplog.get_records("setup") if each.name == "tintype"]
    line = logging.Formatter().format(record)
    assert line.isascii()
    assert line.isprintable()
    assert len(line) <= 2048
    assert "RuntimeError: first" in line
    assert json.loads(failing)["request"] in line
    for hidden in (SECRET, ACCESS_KEY):
        assert hidden not in line
        assert hidden not in failing


@pytest.mark.case("L04")
def test_pages_and_originals_are_off_unless_switched_on(client: Client) -> None:
    plain = Settings()
    assert (plain.docs, plain.originals, plain.unsigned) == (False, False, frozenset())
    app = client(docs=False, originals=False)
    assert [app.get(path).status_code for path in ("/docs", "/openapi.json", "/images/owl.png")] == [404, 404, 403]


INNER = [
    "http://127.0.0.1/a.png",
    "http://169.254.169.254/latest/meta-data",
    "https://[::ffff:10.0.0.1]/a",
    "https://images.example.com/a.png",
    "file:///etc/passwd",
]
INNER += [
    "http://2130706433/",
    "gopher://0.0.0.0:25/",
    "http://user@100.64.0.1/a",
    "//10.0.0.1/a",
    "data:image/png;base64,AA==",
]


@pytest.mark.case("L09")
@pytest.mark.parametrize("address", INNER)
def test_without_origins_no_url_can_be_a_source(
    client: Client, s3_address: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = client()
    app.get("/images/owl.png?w=4")
    reached: list[Any] = []
    real = socket.socket.connect

    def connect(self: socket.socket, there: Any) -> None:
        reached.append(there)
        real(self, there)

    monkeypatch.setattr(socket.socket, "connect", connect)
    asked = [app.get(f"/images/{address}?w=4"), app.get(f"/images/owl.png?url={address}"), app.get(f"/info/{address}")]
    asked += [app.get(f"/generate/card?title=a&{name}={address}") for name in ("picture", "logo")]
    asked += [app.post("/render", json={"source": source}) for source in ({"url": address}, {"key": address})]
    asked.append(app.get(f"/fetch?url={address}"))
    assert {answer.status_code for answer in asked} <= {400, 403, 404}
    assert [there for there in reached if s3_address not in f"http://{there[0]}:{there[1]}"] == []


@pytest.mark.case("L09")
@pytest.mark.parametrize(
    "place", ["http://a.example/", "https://10.0.0.1/a", "a=http://a.example", "ftp://a", "file://host/a"]
)
def test_a_place_of_the_store_is_no_url(place: str) -> None:
    with pytest.raises(ValueError, match="s3://bucket"):
        Sources(place)


@pytest.mark.case("L10")
def test_the_tree_holds_no_secret() -> None:
    secret = re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bxox[bp]-|\bghp_\w{36}")
    files = [
        path
        for folder in ("handler", "tests", "docs", "events", "benchmarks", "fuzz")
        for path in (ROOT / folder).rglob("*")
    ]
    texts = [
        path for path in (*files, *ROOT.glob("*.*")) if path.suffix in {".py", ".md", ".json", ".yaml", ".toml", ".txt"}
    ]
    assert len(texts) > 200
    assert [path for path in texts if secret.search(path.read_text())] == []


@pytest.mark.case("L10")
def test_the_security_rules_of_the_linter_are_on_for_what_is_deployed() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    assert not any(rule.startswith("S") for rule in lint["ignore"])
    exceptions = [
        rule for path, rules in lint["per-file-ignores"].items() if path.startswith("handler") for rule in rules
    ]
    assert not any(rule.startswith("S") for rule in exceptions)


@pytest.mark.case("L10")
def test_known_faults_of_dependencies_are_looked_for_by_one_command() -> None:
    assert re.search(r"^audit:.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
