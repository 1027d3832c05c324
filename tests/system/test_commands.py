"""The command line: what cannot be meant is one line and status 2, said only by the command that it concerns."""

import asyncio
import importlib.metadata
import io
import os
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handler import __version__
from handler.commands import serve, server
from handler.commands.line import line, main
from handler.commands.misuse import Misuse
from handler.commands.places import check_buckets, spelt
from handler.config.settings import Settings
from handler.core.limits import Limits
from handler.runtime.request_log import RequestRecord

if TYPE_CHECKING:
    pass

ROOT = Path(__file__).parents[2]
KEY = "a-key-of-the-tests-no-other"
Said = Callable[..., tuple[int, str]]


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Replace the environment by one without settings, which a command may change."""
    bare = {name: text for name, text in os.environ.items() if name != "PORT" and not name.startswith("TINTYPE_")}
    monkeypatch.setattr(os, "environ", bare)
    return bare


@pytest.fixture
def said(environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Said:
    """Return a function that runs a command, and returns its status and all that it said."""

    def run(*words: str, **settings: str) -> tuple[int, str]:
        environ.update(settings)
        try:
            status = main(list(words))
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = capsys.readouterr()
        return status, told.out + told.err

    return run


MAKING = {"TINTYPE_PRESETS": '{"thumb": "w=9"}', "TINTYPE_RESULTS": "s3://samples/results"}
NOWHERE = {"TINTYPE_RESULTS": "s3://no-such-results"}
SIGNING = {"TINTYPE_SIGNING_KEYS": KEY}
MISUSES: list[tuple[str, dict[str, str], str]] = [
    ("serve --source nothing", {}, "tintype serve: there is no folder nothing; a source is a folder, file:///folder,"),
    ("serve --source /no/where", {}, "tintype serve: there is no folder /no/where;"),
    ("serve --source file:///no/where", {}, "tintype serve: there is no folder file:///no/where;"),
    ("serve --source a=./samples,b=nothing", {}, "tintype serve: there is no folder nothing;"),
    ("serve --source http://a.example", {}, "tintype serve: http://a.example is no source; a source is a folder,"),
    ("serve --source file://host/folder", {}, "tintype serve: file://host/folder is no source;"),
    ("serve --source s3://", {}, "tintype serve: 's3://' is neither s3://bucket/prefix nor file:///folder"),
    ("serve --source s3://no-such-bucket", {}, "tintype serve: there is no bucket no-such-bucket; `aws s3 ls`"),
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
    ("serve", {"TINTYPE_ZZZ": "a"}, "tintype serve: TINTYPE_ZZZ is no setting; they are TINTYPE_SOURCE, "),
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
        "tintype sign: /render?sha256=3 would be refused: sha256=3: must be of the form",
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


@pytest.mark.parametrize("settings", [{"TINTYPE_PRESETS": "{"}, {"TINTYPE_DOCS": "yes"}, {"PORT": "abc"}])
def test_what_a_command_does_not_use_stops_it_not(said: Said, settings: dict[str, str]) -> None:
    status, told = said("sign", "/images/a.jpg?w=3", TINTYPE_SIGNING_KEYS=KEY, **settings)
    assert (status, told[:20]) == (0, "/images/a.jpg?w=3&s=")


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


def test_the_version_is_the_projects(said: Said) -> None:
    assert said("--version") == (0, f"tintype {__version__}\n")


def test_every_command_tells_what_it_takes(said: Said) -> None:
    for words in ((), ("serve",), ("sign",), ("purge",), ("backfill",)):
        status, told = said(*words, "--help")
        assert status == 0
        assert told.startswith("usage: tintype")


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
    assert project["scripts"] == {"tintype": f"{main.__module__}:{main.__name__}"}
    assert (ROOT / "handler" / "py.typed").read_bytes() == b""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("samples", "{root}/samples"),
        ("./samples", "{root}/samples"),
        ("{root}/samples", "{root}/samples"),
        ("file://{root}/samples", "{root}/samples"),
        ("s3://bucket/prefix", "s3://bucket/prefix"),
        ("a=./samples,b=s3://c/d", "a={root}/samples,b=s3://c/d"),
        ("./here, b=c", "{root}/here%2C%20b%3Dc"),
    ],
)
def test_a_source_is_spelt_as_the_setting_has_it(
    text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("samples", "here, b=c"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    spelling = spelt(text.format(root=tmp_path))
    assert spelling.replace("file://", "") == expected.format(root=tmp_path)


def test_a_folder_of_any_name_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from handler.app import create_app

    (tmp_path / "a, b=é ü%41").mkdir()
    shutil.copy(ROOT / "samples" / "owl.png", tmp_path / "a, b=é ü%41")
    monkeypatch.chdir(tmp_path)
    app = TestClient(create_app(Settings(source=spelt("a, b=é ü%41"), unsigned=frozenset({"any"}))))
    assert app.get("/images/owl.png?w=9").status_code == 200


@pytest.mark.usefixtures("store")
def test_a_bucket_is_looked_at_before_anything_listens() -> None:
    assert check_buckets("a=s3://samples,b=s3://samples/x") == []
    with pytest.raises(Misuse, match="there is no bucket none-such"):
        check_buckets("a=s3://samples,b=s3://none-such")


class Answering:
    """An S3 that answers HeadBucket with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def head_bucket(self, **_: object) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("code", "expected"),
    [("403", []), ("503", ["s3://b cannot be had now: the store is busy"])],
)
def test_a_bucket_that_cannot_be_looked_at_may_yet_be_served(
    code: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.exceptions import ClientError

    answering = Answering(ClientError({"Error": {"Code": code, "Message": ""}}, "HeadBucket"))
    monkeypatch.setattr("handler.storage.bucket.hasty", lambda: answering)
    assert check_buckets("s3://b") == expected


def test_without_credentials_there_is_nothing_to_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.exceptions import NoCredentialsError

    monkeypatch.setattr("handler.storage.bucket.hasty", lambda: Answering(NoCredentialsError()))
    with pytest.raises(Misuse, match="there are no credentials that S3 takes, for s3://b"):
        check_buckets("s3://b")


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


def test_a_line_for_people_tells_no_signature_and_stays_one_line() -> None:
    entry = RequestRecord("1", "GET", reason="there is no\x1b[31m picture\nof this key")
    told = entry.text(404, "/images/a%0Ab.jpg?w=3&s=AbC&expires=9")
    assert told.startswith("GET /images/a%0Ab.jpg?w=3&s=[redacted]&expires=9 404 ")
    assert told.endswith(r" ms  there is no\x1b[31m picture\nof this key")
    assert len(io.StringIO(told).readlines()) == 1


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


def begun(settings: Settings, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what a server of these settings and the samples prints when it begins."""
    from handler.app import create_app

    app = create_app(settings)
    app.state.samples = ("bee.jpg",)

    async def run(bound: socket.socket) -> None:
        serving = server.Server(app, server._base(bound))
        serving.config.load()
        serving.lifespan = serving.config.lifespan_class(serving.config)
        await serving.startup([bound])
        await serving.shutdown([bound])

    with socket.create_server(("127.0.0.1", 0)) as bound:
        asyncio.run(run(bound))
    return capsys.readouterr().out.splitlines()


def test_an_address_that_hangs_up_is_not_printed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert not server._answers(f"http://127.0.0.1:{port}/")


GOOD = (
    *("/images/a.jpg", "/images/%C3%A9%20b.jpg?w=3&utm_source=a", "/info/a.jpg?w=3", "/generate/qr?text=a"),
    *("/feeds/cameras", "/render", "/images/a.jpg?preset=thumb&w=9", "/health", "/stage/images/b.jpg?w=3"),
)


@pytest.mark.parametrize("url", GOOD)
def test_what_would_be_answered_is_signed(said: Said, url: str) -> None:
    status, told = said("sign", url, "/images/z.jpg?w=3", **SIGNING)
    assert status == 0
    first, second = told.splitlines()
    assert first.startswith(f"{url}{'&' if '?' in url else '?'}s=")
    assert second.startswith("/images/z.jpg?w=3&s=")
