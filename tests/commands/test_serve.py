"""Serve: who is answered where nobody has said so, and what stops it before anything listens."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from handler.commands import serve, server
from handler.commands.line import line
from handler.web.playground.link_signing import PATH
from tests.commands.conftest import KEY, Said

ROOT = Path(__file__).parents[2]


def test_a_port_in_use_is_named(said: Said) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, told = said("serve", "--port", str(port))
    assert status == 2
    expected = f"port {port} of 127.0.0.1 cannot be had: Address already in use; --port or PORT names another"
    assert told == f"tintype serve: {expected}\n"


def test_presets_that_are_none_stop_serving_in_one_line() -> None:
    bare = {name: text for name, text in os.environ.items() if not name.startswith("TINTYPE_")}
    done = subprocess.run(
        [sys.executable, "-m", "handler", "serve", "--port", "0", "--source", "samples"],
        cwd=ROOT,
        env=bare | {"TINTYPE_PRESETS": '{"a": "widht=3"}'},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tintype serve: TINTYPE_PRESETS: preset 'a': there is no parameter 'widht'")
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def decided(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, str]]:
    """Return a function that runs `serve` up to the server, and returns the settings that it has made."""
    monkeypatch.setattr(server, "serve", lambda *_: 0)

    def run(*words: str, **settings: str) -> dict[str, str]:
        environ.update(settings)
        assert serve.run(line().parse_args(["serve", "--port", "0", *words])) == 0
        return {name.removeprefix("TINTYPE_"): text for name, text in environ.items() if name.startswith("TINTYPE_")}

    return run


ALL = {"UNSIGNED": "any", "ORIGINALS": "on", "DOCS": "on"}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("words", "settings", "expected"),
    [
        ("--source ./samples", {}, ALL | {"LOG": "text"}),
        ("--source s3://samples", {}, ALL | {"LOG": "text"}),
        ("--source ./samples --quiet", {}, ALL | {"LOG": "off"}),
        ("--source ./samples", {"TINTYPE_LOG": "on"}, ALL | {"LOG": "on"}),
        ("--source ./samples", {"TINTYPE_UNSIGNED": "", "TINTYPE_DOCS": "off"}, ALL | {"UNSIGNED": "", "DOCS": "off"}),
        ("--source ./samples --host localhost", {}, ALL),
        ("--source samples --host 0.0.0.0", {}, ALL),
        ("--source s3://samples --host 0.0.0.0", {"TINTYPE_UNSIGNED": "widths"}, {"UNSIGNED": "widths"}),
        ("--source s3://samples --host 0.0.0.0", {"TINTYPE_SIGNING_KEYS": KEY}, {"SIGNING_KEYS": KEY}),
    ],
)
def test_who_is_answered_is_said_by_the_user_where_others_can_ask(
    decided: Callable[..., dict[str, str]],
    words: str,
    settings: dict[str, str],
    expected: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = decided(*words.replace("./samples", str(ROOT / "samples")).split(), **settings)
    assert expected.items() <= made.items()
    assert {"UNSIGNED", "ORIGINALS", "DOCS"} & set(made) == {"UNSIGNED", "ORIGINALS", "DOCS"} & set(expected)
    told = capsys.readouterr().out
    assert ("without signatures: TINTYPE_UNSIGNED=any" in told) is (expected.get("UNSIGNED") == "any")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("words", "settings", "signs"),
    [
        ("--source ./samples", {"TINTYPE_SIGNING_KEYS": KEY}, True),
        ("--source ./samples --host localhost", {"TINTYPE_SIGNING_KEYS": KEY}, True),
        ("--source ./samples", {}, False),
        ("--source ./samples", {"TINTYPE_SIGNING_KEYS": KEY, "TINTYPE_DOCS": "off"}, False),
        ("--source ./samples --host 0.0.0.0", {"TINTYPE_SIGNING_KEYS": KEY, "TINTYPE_DOCS": "on"}, False),
    ],
)
def test_links_are_signed_where_this_machine_alone_can_ask(
    decided: Callable[..., dict[str, str]],
    words: str,
    settings: dict[str, str],
    signs: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served: list[FastAPI] = []

    def serving(app: FastAPI, _: socket.socket) -> int:
        served.append(app)
        return 0

    monkeypatch.setattr(server, "serve", serving)
    for name in [name for name in sys.modules if name == "handler.app"]:
        monkeypatch.delitem(sys.modules, name)  # it reads the settings once
    decided(*words.replace("./samples", str(ROOT / "samples")).split(), **settings)
    (app,) = served
    paths = [getattr(route, "path", "") for route in app.routes]
    assert (PATH in paths, bool(app.state.signing_word)) == (signs, signs)
