"""The server: under which address it is found, and which of the addresses it prints."""

import asyncio
import socket
from contextlib import closing
from pathlib import Path

import pytest

from handler.commands import server
from handler.config.settings import Settings
from handler.core.limits import Limits
from tests.support.processes.ports import free_port

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:"),
        ("0.0.0.0", "http://127.0.0.1:"),  # noqa: S104 - bound for the length of this test
        ("::1", "http://[::1]:"),
        ("::", "http://[::1]:"),
    ],
)
def test_an_address_is_one_that_this_machine_can_open(host: str, expected: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as listening:
        try:
            listening.bind((host, 0))
        except OSError:
            pytest.skip("no IPv6 here")
        assert server._base(listening).startswith(expected)


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (Settings(unsigned=frozenset({"any"})), {"/health", "w=640", "w=480", "w=240", "/generate", "/info"}),
        (Settings(unsigned=frozenset({"widths"})), {"/health", "w=640", "w=240", "/info"}),
        (Settings(unsigned=frozenset({"generate"})), {"/health", "/generate"}),
        (Settings(unsigned=frozenset(), docs=True), {"/health"}),
        (Settings(unsigned=frozenset({"any"}), limits=Limits(side=500)), {"/health", "w=480", "w=240", "/info"}),
    ],
    ids=lambda each: "" if isinstance(each, Settings) else " ".join(sorted(each)),
)
def test_only_addresses_that_answer_are_printed_and_none_that_does_not_ends_the_server(
    settings: Settings, shown: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    printed = begun(settings.model_copy(update={"source": (ROOT / "samples").as_uri(), "log": False}), capsys)
    assert printed.pop() == "Ctrl-C stops it."
    assert {part for part in shown if any(part in line for line in printed)} == shown
    assert len(printed) == len(shown)


def begun(settings: Settings, capsys: pytest.CaptureFixture[str], word: str = "") -> list[str]:
    """Return what a server of these settings and the samples prints when it begins."""
    from handler.app import create_app

    app = create_app(settings)
    app.state.signing_word = word
    app.state.samples = ("bee.jpg",)

    async def run(bound: socket.socket) -> None:
        serving = server.Server(app, server._base(bound))
        serving.config.load()
        serving.lifespan = serving.config.lifespan_class(serving.config)
        await serving.startup([bound])
        await serving.shutdown([bound])

    with socket.create_server(("127.0.0.1", 0)) as bound:
        loop = asyncio.new_event_loop()  # asyncio.run would leave the thread of all tests without one
        loop.run_until_complete(run(bound))
        loop.close()
    return capsys.readouterr().out.splitlines()


def test_an_address_that_hangs_up_is_not_printed() -> None:
    assert not server._answers(f"http://127.0.0.1:{free_port()}/")


def test_the_word_that_signs_stands_behind_the_first_address(capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(source=(ROOT / "samples").as_uri(), unsigned=frozenset({"any"}), docs=True, log="off")
    first, second, *_ = begun(settings, capsys, word="abc_-123")
    assert first.endswith("/#sign=abc_-123")
    assert second.endswith("/docs")
