"""The README as a newcomer meets it: each command typed into a fresh clone, each address that is printed, Ctrl-C."""

import io
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from PIL import Image

from tests.support.processes.fresh_clone import clone, typed
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
ELSEWHERE = {
    ".venv-sam/bin/sam": "needs an AWS account; tests/support/aws/template.py transforms what it deploys",
    "aws": "needs an AWS account",
    "make test": "this is it",
    ".venv/bin/tintype render": "tests/commands/test_render.py types it, and tests/commands/batch renders folders",
    "make build": "takes minutes; tests/system/lambda does it",
    "docker build": "needs an engine; tests/system/test_container.py does its steps",
}
SERVING = ("make run", ".venv/bin/tintype serve", "docker run", "curl")
STOPPED = "Ctrl-C stops it."


@dataclass
class Served:
    """A running server. addresses: what it printed that can be opened."""

    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.strip())
            if line.strip() == STOPPED:
                return
        raise AssertionError(self.said)

    @property
    def addresses(self) -> list[str]:
        return [line for line in self.said if line.startswith("http")]

    @property
    def base(self) -> str:
        return self.addresses[0].rstrip("/")

    def stop(self) -> str:
        """Press Ctrl-C, which goes to all of a terminal's group, and return what was printed since."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.communicate(timeout=PATIENCE)[0]


def commands() -> list[str]:
    """Return the README's commands, each in one line as long as it takes."""
    return [
        line.partition(" # ")[0].strip()
        for kind, text in BLOCKS
        if kind == "sh"
        for line in re.sub(r"'[^']*'", lambda quoted: quoted[0].replace("\n", " "), text).splitlines()
    ]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone(tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="module")
def served(tree: Path) -> Iterator[Served]:
    """Type the first command."""
    first = commands()[0]
    assert first == "make run"
    running = Served(typed(first, tree))
    yield running
    running.stop()


def get(address: str) -> tuple[str, bytes]:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        assert answer.headers["content-length"]
        return answer.headers["content-type"], answer.read()


def test_every_command_is_typed_here_or_said_to_be_tried_elsewhere() -> None:
    for command in commands():
        assert command.startswith((*SERVING, *ELSEWHERE)), command


def test_every_address_that_is_printed_answers(served: Served) -> None:
    kinds = [get(address)[0].partition(";")[0] for address in served.addresses]
    pages, pictures = kinds[:2], kinds[2:]
    assert pages == ["text/html", "text/html"]
    assert pictures == ["image/jpeg", "image/webp", "image/webp", "image/jpeg", "application/json"]


def test_the_first_picture_is_the_large_photograph_at_the_asked_width(served: Served) -> None:
    address = served.addresses[2]
    width = int(re.search(r"w=(\d+)", address)[1])  # type: ignore[index]
    assert Image.open(io.BytesIO(get(address)[1])).width == width


def test_the_readme_lists_the_addresses_that_are_printed(served: Served) -> None:
    assert len(served.addresses) == 7
    for address in served.addresses:
        assert f"`{address.removeprefix(served.base)}`" in README


def test_every_address_on_the_first_page_answers(served: Served) -> None:
    page = get(f"{served.base}/")[1].decode()
    linked = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert len(linked) > 20
    for target in linked:
        if not target.startswith("feeds/"):
            get(urljoin(f"{served.base}/", unescape(target)))


def test_it_listens_on_the_loopback_alone(served: Served) -> None:
    here = socket.gethostbyname(socket.gethostname())
    with socket.socket() as other:
        port = int(served.base.rpartition(":")[2])
        assert here.startswith("127.") or other.connect_ex((here, port)) != 0


@pytest.mark.parametrize("command", [command for command in commands() if command.startswith("curl")])
def test_what_the_readme_asks_with_curl_comes(command: str, served: Served, tree: Path) -> None:
    words = shlex.split(command.replace("http://127.0.0.1:8000", served.base))
    done = subprocess.run([*words, "-sS"], cwd=tree, capture_output=True, check=True)
    if "-o" in words:
        Image.open(tree / words[words.index("-o") + 1]).load()
    else:
        shown = next(json.loads(text.replace('"..."', '""')) for kind, text in BLOCKS if kind == "json")
        assert json.loads(done.stdout) | {"request": ""} == shown


def test_a_bucket_is_served_as_the_readme_says(tree: Path, store: "S3Client") -> None:
    (command,) = (each for each in commands() if " serve " in each)
    store.create_bucket(Bucket="my-bucket")
    store.put_object(Bucket="my-bucket", Key="pictures/bee.jpg", Body=(ROOT / "samples" / "bee.jpg").read_bytes())
    running = Served(typed(command, tree))
    try:
        assert get(f"{running.base}/images/bee.jpg?w=90")[0] == "image/jpeg"
    finally:
        running.stop()


def test_the_containers_of_the_readme_are_those_of_the_dockerfile() -> None:
    shown = re.findall("^# (docker run .+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert [command for command in commands() if command.startswith("docker run")] == shown


def test_a_folder_is_served_each_request_is_a_line_and_ctrl_c_ends_it_with_nothing_left(tree: Path) -> None:
    running = Served(typed(".venv/bin/tintype serve --source ./samples", tree))
    assert get(f"{running.base}/images/bee.jpg?w=90")[0] == "image/jpeg"
    for wrong in ("/images/bee.jpg?w=0&s=secret", "/nowhere"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(running.base + wrong)
        refused.value.close()
    output = running.stop()
    assert running.process.returncode == 0
    first, second, third = output.splitlines()
    assert re.fullmatch(r"GET /images/bee\.jpg\?w=90 200 \d+ ms", first)
    assert re.fullmatch(r"GET /images/bee\.jpg\?w=0&s=\[redacted\] 400 \d+ ms  w=0: .+", second)
    assert re.fullmatch(
        r"GET /nowhere 404 \d+ ms  there is no such path; at the root the name of a picture ends as \.jpg, .+", third
    )
    with pytest.raises(ProcessLookupError):  # another may have its port by now
        os.killpg(running.process.pid, 0)
