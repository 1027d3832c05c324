"""The deployment's engine: real servers that render alike, render otherwise, are no deployment, or do not answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from handler.commands import deployed_engine
from handler.commands.deployed_engine import HERE, MOST_BYTES, check_engine
from handler.commands.misuse import Misuse
from handler.config.settings import Settings
from handler.core.limits import Limits
from handler.rendering.identity import engine_of_deployment
from tests.support.processes import ports
from tests.support.processes.asgi_servers import COMMANDS, SETTINGS, finish, start, wait

OURS = engine_of_deployment(Limits(), "balanced")
QUICK = Settings(limits=Limits(work=3))
MACHINE = OURS.split()[-4]
Page = tuple[int, dict[str, str], bytes]


def telling(engine: object) -> Page:
    return 200, {}, json.dumps({"status": "ok", "engine": engine}).encode()


@contextmanager
def site(pages: dict[str, Page]) -> Iterator[str]:
    """Serve these pages, by path, and give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = pages.get(self.path, (404, {}, b"{}"))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer((ports.HOST, 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://{ports.HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def deployment() -> Iterator[str]:
    """Run a deployment with limits of its own, and give its address."""
    server = start(COMMANDS["uvicorn"], {**SETTINGS, "TINTYPE_LIMITS": "work=3"})
    try:
        wait(server)
        yield f"http://{ports.HOST}:{server.port}"
    finally:
        finish(server)


def refusal(settings: Settings, **given: str) -> str:
    with pytest.raises(Misuse) as refused:
        check_engine(settings, **given)
    said = str(refused.value)
    assert len(said.splitlines()) == 1
    assert said.isprintable()
    return said


def test_a_deployment_with_the_same_engine_and_limits_lets_it_begin(deployment: str) -> None:
    check_engine(QUICK, deployment=deployment)
    check_engine(QUICK, deployment=f"{deployment}/")
    check_engine(QUICK.model_copy(update={"public_url": deployment}))


def test_a_deployment_with_other_limits_is_refused_with_what_differs_and_the_way_out(deployment: str) -> None:
    said = refusal(Settings(), deployment=deployment)
    assert "it has work-3.0, this machine has work-4.3;" in said
    assert "--queue URL" in said
    assert "TINTYPE_LIMITS" in said


def test_another_processor_is_refused_with_what_differs() -> None:
    other = OURS.replace(MACHINE, "another").replace("wheel-", "wheel-0")
    wheels = " ".join(part for part in OURS.split() if part.startswith("wheel-"))
    with site({"/health": telling(other)}) as address:
        said = refusal(Settings(), deployment=address)
    theirs = f"{wheels.replace('wheel-', 'wheel-0')} another".strip()
    assert f"it has {theirs}, this machine has {f'{wheels} {MACHINE}'.strip()};" in said


def test_a_deployment_given_goes_before_the_public_address() -> None:
    with site({"/health": telling(OURS)}) as address:
        check_engine(Settings(public_url="https://img.invalid"), deployment=address)


def test_a_base_path_is_part_of_the_address() -> None:
    with site({"/img/health": telling(OURS)}) as address:
        check_engine(Settings(public_url=f"{address}/img"))


def test_an_engine_given_is_compared_and_nobody_asked() -> None:
    check_engine(Settings(public_url="https://img.invalid"), engine=OURS)
    assert f"this machine has {MACHINE};" in refusal(Settings(), engine=OURS.replace(MACHINE, "another"))


def test_this_machine_s_own_results_may_be_wanted() -> None:
    check_engine(Settings(), engine=HERE)


def test_whoever_names_no_deployment_is_told_what_to_give() -> None:
    said = refusal(Settings())
    for way in ("--deployment URL", "--engine TEXT", "--engine here"):
        assert way in said


@pytest.mark.parametrize(
    "page",
    [
        (200, {}, b"<html>welcome</html>"),
        (200, {}, b"[]"),
        (200, {}, b"{}"),
        (200, {}, b"\xff"),
        (200, {}, b"[" * MOST_BYTES),
        telling(None),
        telling(7),
        telling("nginx/1.27"),
        telling(f"{OURS}\x1b[2J"),
        telling(f"{OURS}\n"),
        telling(f"{OURS}\u202e"),
        telling(OURS + "x" * MOST_BYTES),
    ],
)
def test_what_is_not_tintype_is_said_to_be_none(page: Page) -> None:
    with site({"/health": page}) as address:
        assert f"{address}/health tells no engine: what answers there is not Tintype;" in refusal(
            Settings(), deployment=address
        )


@pytest.mark.parametrize("status", [403, 404, 503])
def test_an_error_is_told_with_its_status(status: int) -> None:
    with site({"/health": (status, {}, b"no")}) as address:
        said = refusal(Settings(), deployment=address)
    assert f"{address}/health is answered with {status}, not with an engine;" in said


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "http://img.invalid", "http://127.0.0.1:99999", "http://a b"]
)
def test_what_does_not_answer_is_said_not_to(address: str) -> None:
    assert f"{address}/health cannot be reached;" in refusal(Settings(), deployment=address)


def test_whoever_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployed_engine, "TIMEOUT_SECONDS", 0.05)
    with ThreadingHTTPServer((ports.HOST, 0), BaseHTTPRequestHandler) as server:  # it listens, and serves nobody
        address = f"http://{ports.HOST}:{server.server_address[1]}"
        assert "cannot be reached" in refusal(Settings(), deployment=address)


@pytest.mark.parametrize(
    "address", ["img.example.com", "file:///etc/passwd", "ftp://a", "https://", "http://[", "https://a?b=c"]
)
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    assert "is no deployment's address; one looks like https://img.example.com" in refusal(
        Settings(), deployment=address
    )


def test_a_redirect_within_the_host_is_followed() -> None:
    moved = (301, {"Location": "/live/health"}, b"")
    with site({"/health": moved, "/live/health": telling(OURS)}) as address:
        check_engine(Settings(), deployment=address)


@pytest.mark.parametrize(
    "target", ["http://localhost:1/health", "https://elsewhere.example/health", "ftp://127.0.0.1/"]
)
def test_a_redirect_to_somebody_else_is_not_followed(target: str) -> None:
    with site({"/health": (302, {"Location": target}, b"")}) as address:
        said = refusal(Settings(), deployment=address)
    assert "give the deployment's own address" in said or "is answered with 302" in said


def test_a_redirect_in_a_circle_ends() -> None:
    with site({"/health": (302, {"Location": "/health"}, b"")}) as address:
        assert "is answered with 302" in refusal(Settings(), deployment=address)
