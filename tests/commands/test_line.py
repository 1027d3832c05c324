"""The command line: a mistake in it is one line and status 2, told only by the command that it concerns."""

import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from handler import __version__
from handler.commands.line import COMMANDS, main
from tests.commands.conftest import KEY, Said

ROOT = Path(__file__).parents[2]

MAKING = {"TINTYPE_PRESETS": '{"thumb": "w=9"}', "TINTYPE_RESULTS": "s3://samples/results"}
NOWHERE = {"TINTYPE_RESULTS": "s3://no-such-results"}
SIGNING = {"TINTYPE_SIGNING_KEYS": KEY}
ANY_PORT = {"PORT": "0"}  # for those that are refused after the port was taken: 8000 may be another's
MISUSES: list[tuple[str, dict[str, str], str]] = [
    ("serve --source nothing", {}, "tintype serve: there is no folder nothing; a source is a folder, file:///folder,"),
    ("serve --source /no/where", {}, "tintype serve: there is no folder /no/where;"),
    ("serve --source file:///no/where", {}, "tintype serve: there is no folder file:///no/where;"),
    ("serve --source a=./samples,b=nothing", {}, "tintype serve: there is no folder nothing;"),
    ("serve --source http://a.example", {}, "tintype serve: http://a.example is no source; a source is a folder,"),
    ("serve --source file://host/folder", {}, "tintype serve: file://host/folder is no source;"),
    ("serve --source s3://", ANY_PORT, "tintype serve: 's3://' is neither s3://bucket/prefix nor file:///folder"),
    ("serve --source s3://no-such-bucket", ANY_PORT, "tintype serve: there is no bucket no-such-bucket; `aws s3 ls`"),
    ("serve", {"TINTYPE_SOURCE": "nothing"}, "tintype serve: there is no folder nothing;"),
    ("serve", {"PORT": "abc"}, "tintype serve: argument --port: a port is a number from 0 to 65535, not 'abc';"),
    ("serve", {"PORT": "80000"}, "tintype serve: argument --port: a port is a number from 0 to 65535, not '80000';"),
    ("serve --port -1", {}, "tintype serve: argument --port: a port is a number from 0 to 65535, not '-1';"),
    ("serve --port ٣", {}, "tintype serve: argument --port: a port is a number"),
    ("serve --host nowhere.invalid --source samples", {}, "tintype serve: there is no host nowhere.invalid; --host is"),
    ("serve --host 999.1.1.1 --source samples", {}, "tintype serve: there is no host 999.1.1.1; --host is an address"),
    ("serve --host 192.0.2.1 --source samples", {}, "tintype serve: host 192.0.2.1 is no address of this machine;"),
    ("serve --host a..b --source samples", {}, "tintype serve: there is no host a..b;"),
    ("serve --source ./README.md", {}, "tintype serve: ./README.md is a file, not a folder; a source is a folder,"),
    ("serve --source a=./README.md", {}, "tintype serve: ./README.md is a file, not a folder;"),
    ("serve --host 0.0.0.0", {}, "tintype serve: TINTYPE_SOURCE is not set: name s3://bucket/prefix, or samples"),
    ("serve --host :: --source ./samples", {}, "tintype serve: set TINTYPE_SIGNING_KEYS, or TINTYPE_UNSIGNED"),
    ("serve", {"TINTYPE_DOCS": "yes"}, "tintype serve: TINTYPE_DOCS: it is on or off"),
    ("serve", {"TINTYPE_LOG": "loud"}, "tintype serve: TINTYPE_LOG: it is on, text or off"),
    ("serve", {"TINTYPE_DEADLINE": "abc"}, "tintype serve: TINTYPE_DEADLINE: must be a number"),
    ("serve", {"TINTYPE_WIDTHS": "a"}, "tintype serve: TINTYPE_WIDTHS: a is neither fluid nor"),
    ("serve", {"TINTYPE_SORUCE": "a"}, "tintype serve: TINTYPE_SORUCE is no setting; did you mean TINTYPE_SOURCE?"),
    ("serve", {"TINTYPE_ZZZ": "a"}, "tintype serve: TINTYPE_ZZZ is no setting; they are TINTYPE_DIALECTS, "),
    ("serve", {"TINTYPE_SIGNING_KEYS": "short"}, "tintype serve: TINTYPE_SIGNING_KEYS: a signing key has 16 to 256"),
    ("sign /images/a.jpg", {}, "tintype sign: TINTYPE_SIGNING_KEYS is not set: there is nothing to sign with"),
    ("sign /a --expires soon", {}, "tintype sign: argument --expires: a time is a number of seconds from 1 to"),
    ("sign /a --expires 0", {}, "tintype sign: argument --expires: a time is a number of seconds from 1 to"),
    ("sign a.jpg", {"TINTYPE_SIGNING_KEYS": KEY}, "tintype sign: a.jpg is no address with a path"),
    ("sign /images/b.jpg /images/a.jpg?w=3 notaurl", SIGNING, "tintype sign: notaurl is no address with a path"),
    ("sign /images/a.jpg?w=3 /images/b.jpg?widht=3", SIGNING, "tintype sign: /images/b.jpg?widht=3 would be refused: "),
    ("sign https://a.example/images/b.jpg?w=0", SIGNING, "tintype sign: https://a.example/images/b.jpg?w=0 would be"),
    ("sign /images/", SIGNING, "tintype sign: /images/ would be refused: no picture is named"),
    ("sign /generate/qr", SIGNING, "tintype sign: /generate/qr would be refused: text is missing"),
    (
        "sign /feeds/cameras?crop=top",
        SIGNING,
        "tintype sign: /feeds/cameras?crop=top would be refused: there is no parameter",
    ),
    (
        "sign /render?sha256=3",
        SIGNING,
        "tintype sign: /render?sha256=3 would be refused: sha256=3: must be of the digits 0 to f, 64 of them",
    ),
    ("purge a.jpg", {}, "tintype purge: TINTYPE_RESULTS is not set: nothing is kept"),
    ("purge a.jpg", {"TINTYPE_RESULTS": "here"}, "tintype purge: 'here' is not s3://bucket/prefix"),
    ("purge a.jpg", {"TINTYPE_RESULTS": "s3://no-such-bucket"}, "tintype purge: there is no bucket no-such-bucket;"),
    ("backfill s3://no-such-bucket", MAKING, "tintype backfill: there is no bucket no-such-bucket;"),
    ("backfill s3://samples", MAKING | NOWHERE, "tintype backfill: there is no bucket no-such-results;"),
    ("backfill s3://samples --preset no", MAKING, "tintype backfill: there is no preset 'no'; they are thumb"),
    ("backfill samples", MAKING, "tintype backfill: 'samples' is not s3://bucket/prefix"),
    ("backfill s3://a --workers 65", {}, "tintype backfill: argument --workers: workers are a number from 1 to 64"),
    ("backfill s3://a", {}, "tintype backfill: TINTYPE_PRESETS is not set: there is nothing to make"),
    (
        "backfill s3://samples --dry-run",
        MAKING | {"TINTYPE_RESULTS": ""},
        "tintype backfill: TINTYPE_RESULTS is not set: a dry run writes nothing, but looks there for what is made",
    ),
    ("backfill", {}, "tintype backfill: the following arguments are required: s3://bucket/prefix; tintype backfill"),
    ("frobnicate", {}, "tintype: argument command: invalid choice: 'frobnicate' (choose from"),
    ("rendr a.jpg b.jpg", {}, "tintype: there is no command rendr; did you mean render; tintype --help lists"),
    ("", {}, "tintype: the following arguments are required: command; tintype --help lists"),
    ("serve --sauce x", {}, "tintype serve: there is no argument --sauce x; tintype serve --help lists"),
    ("serve extra", {}, "tintype serve: there is no argument extra; tintype serve --help lists"),
    ("purge --dry-run x", {}, "tintype purge: there is no argument --dry-run; tintype purge --help lists"),
    ("sign /images/a.jpg --for 3", {}, "tintype sign: there is no argument --for"),
    ("backfill s3://a --dray", {}, "tintype backfill: there is no argument --dray; tintype backfill --help lists"),
]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("command", "settings", "expected"), MISUSES)
def test_what_cannot_be_meant_is_one_line(
    said: Said, command: str, settings: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    status, told = said(*command.split(), **settings)
    assert status == 2
    assert told.startswith(expected)
    assert len(told.splitlines()) == 1
    assert not any(word in told for word in ("Traceback", "_number", "ValueError", "Error:"))


def test_the_version_is_the_projects(said: Said) -> None:
    assert said("--version") == (0, f"tintype {__version__}\n")


def test_every_command_tells_what_it_takes(said: Said) -> None:
    for words in ((), *((name,) for name in COMMANDS)):
        status, told = said(*words, "--help")
        assert status == 0
        assert told.startswith("usage: tintype")
        for name in words:
            assert f"{COMMANDS[name][1:]}." in " ".join(told.split())


def test_an_installed_project_has_the_command() -> None:
    try:
        importlib.metadata.version("tintype")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the project is not installed here; make run and make test install it")
    program = Path(sys.executable).parent / "tintype"
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"tintype {__version__}\n"


def test_the_project_says_that_it_is_typed_and_what_its_command_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    published = main.__module__.replace("handler", "tintype")  # as the wheel calls the package
    assert project["scripts"] == {"tintype": f"{published}:{main.__name__}"}
    assert (ROOT / "handler" / "py.typed").read_bytes() == b""


def test_ctrl_c_ends_any_command_without_a_traceback(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("handler.commands.compare.run", pressed)
    assert said("compare", "a.png", "b.png") == (130, "")
