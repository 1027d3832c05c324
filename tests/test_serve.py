"""`make run` as a newcomer meets it: a real process, its five addresses, the README's commands, and Ctrl-C."""

import io
import json
import re
import shlex
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.ports import free_port
from tests.waiting import PATIENCE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
ELSEWHERE = {"sam": "needs an AWS account", "aws": "needs an AWS account"}
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


@dataclass(frozen=True)
class Served:
    process: subprocess.Popen[str]
    addresses: list[str]
    port: int


def serve(*arguments: str) -> Served:
    port = free_port()
    command = [sys.executable, "-m", "handler", "serve", "--port", str(port), *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    addresses = []
    expected = 1 if arguments else 5
    for line in process.stdout:
        if line.startswith("http"):
            addresses.append(line.strip())
        if len(addresses) == expected:
            break
    return Served(process, addresses, port)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    running = serve()
    yield running
    running.process.send_signal(signal.SIGINT)
    running.process.communicate(timeout=PATIENCE)


def get(address: str) -> tuple[str, bytes]:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        assert answer.headers["content-length"]
        return answer.headers["content-type"], answer.read()


def test_the_first_address_is_the_large_photograph_at_the_asked_width(served: Served) -> None:
    assert len(served.addresses) == 5
    assert "/images/" in served.addresses[0]
    width = int(re.search(r"w=(\d+)", served.addresses[0])[1])  # type: ignore[index]
    _, body = get(served.addresses[0])
    assert Image.open(io.BytesIO(body)).width == width


def test_every_address_answers(served: Served) -> None:
    kinds = [get(address)[0] for address in served.addresses]
    assert kinds == ["image/jpeg", "image/webp", "image/webp", "image/png", "application/json"]


def test_the_readme_lists_the_addresses_that_are_printed(served: Served) -> None:
    for address in served.addresses:
        assert f"`{address.partition(str(served.port))[2]}`" in README


def test_it_listens_on_the_loopback_alone(served: Served) -> None:
    with socket.socket() as other:
        assert other.connect_ex((socket.gethostbyname(socket.gethostname()), served.port)) != 0 or (
            socket.gethostbyname(socket.gethostname()).startswith("127.")
        )


@pytest.mark.parametrize(
    "command",
    [line for kind, text in BLOCKS if kind == "sh" for line in text.replace("-d '\n", "-d '").split("\n") if line],
)
def test_every_command_of_the_readme_can_be_run(command: str, served: Served, tmp_path: Path) -> None:
    if not command.strip().startswith(("make", "curl", ".venv", "sam", "aws")):
        return  # a line of the JSON above, run with it
    words = shlex.split(whole(command).partition(" # ")[0])
    program = Path(words[0]).name
    if program == "make":
        targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert words[1] in targets
    elif program in ELSEWHERE:
        pytest.skip(f"{ELSEWHERE[program]}; run it by hand after `make build`")
    elif program == "python":
        help_ = subprocess.run(
            [sys.executable, *words[1:4], "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert words[4] in help_.stdout
    else:
        run_curl(words, served, tmp_path)


def whole(command: str) -> str:
    """Return a command with the lines of its JSON, which a split by lines has parted."""
    start = README.index(command.partition("-d '")[0])
    return README[start : README.index("\n", README.index("}'", start))] if "-d '" in command else command


def run_curl(words: list[str], served: Served, folder: Path) -> None:
    words = [re.sub(r"127\.0\.0\.1:8000", f"127.0.0.1:{served.port}", word) for word in words]
    words = [word.replace("@samples", f"@{ROOT}/samples") for word in words]
    done = subprocess.run([*words, "-sS"], cwd=folder, capture_output=True, check=True)
    if "-o" in words:
        Image.open(folder / words[words.index("-o") + 1]).load()
    else:
        shown = next(json.loads(text.replace('"..."', '""')) for kind, text in BLOCKS if kind == "json")
        assert json.loads(done.stdout) | {"request": ""} == shown


def test_a_folder_can_be_served_and_ctrl_c_ends_it_with_nothing_left() -> None:
    running = serve("--source", (ROOT / "samples").as_uri())
    kind, _ = get(f"http://127.0.0.1:{running.port}/images/bee.jpg?w=90")
    assert kind == "image/jpeg"
    running.process.send_signal(signal.SIGINT)
    output, _ = running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == 0
    assert "Traceback" not in output
    with socket.socket() as after:
        assert after.connect_ex(("127.0.0.1", running.port)) != 0
