"""The container without an engine: what the Dockerfile copies, sets and starts, done in a folder of its own."""

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.processes.ports import free_port
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parents[2]
FILE = (ROOT / "Dockerfile").read_text()
LINES = FILE.replace("\\\n", "").splitlines()
RUNS = [line.removeprefix("# ") for line in LINES if line.startswith("# docker run")]


def of(word: str) -> list[str]:
    return [line.partition(" ")[2] for line in LINES if line.startswith(f"{word} ")]


def words(text: str) -> list[str]:
    """Return the words of a command in its JSON form, `python` being the one that runs here."""
    command: list[str] = json.loads(text[text.index("[") :])
    return [sys.executable if word == "python" else word for word in command]


def started_with(*arguments: str) -> list[str]:
    """Return what a container runs: the image's program with these arguments, or with its own."""
    (program,), (own,) = of("ENTRYPOINT"), of("CMD")
    return [*words(program), *(arguments or words(own))]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the image has of the project, and nothing else."""
    folder = tmp_path_factory.mktemp("image")
    for line in of("COPY"):
        source, target = line.split()
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, folder / target)
    return folder


def environment(run: str, **more: str) -> dict[str, str]:
    """Return what a `docker run` and the image set, and of this machine what leads to its S3."""
    kept = {name: text for name, text in os.environ.items() if name.startswith("AWS_") or name == "PATH"}
    set_here = dict(pair.split("=", 1) for line in of("ENV") for pair in line.split())
    given = dict(pair.split("=", 1) for pair in re.findall(r"-e (\S+)", run))
    return kept | set_here | given | more


@contextmanager
def started(image: Path, settings: dict[str, str]) -> Iterator[int]:
    """Run the image's command until it answers, and give its port."""
    port = free_port()
    settings["PORT"] = str(port)
    process = subprocess.Popen(started_with(), cwd=image, env=settings, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert any("Ctrl-C" in line for line in process.stdout)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)  # and close the pipe
    assert process.returncode == 0


def status(port: int, target: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", target)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def healthy(image: Path, settings: dict[str, str]) -> bool:
    (check,) = of("HEALTHCHECK")
    return subprocess.run(words(check), cwd=image, env=settings, capture_output=True, check=False).returncode == 0


def test_the_samples_are_served_as_the_first_line_says(image: Path) -> None:
    settings = environment(RUNS[0])
    assert "TINTYPE_SOURCE=samples" in RUNS[0]
    with started(image, settings) as port:
        assert healthy(image, settings)
        for target in ("/images/bee.jpg?w=90", "/images/bee.jpg", "/docs", "/", "/generate/avatar?name=Ada"):
            assert status(port, target) == 200, target
    assert not healthy(image, settings)


def test_a_bucket_is_served_as_the_second_line_says(image: Path, store: "S3Client") -> None:
    store.create_bucket(Bucket="bucket")
    store.put_object(Bucket="bucket", Key="prefix/bee.jpg", Body=(ROOT / "samples" / "bee.jpg").read_bytes())
    with started(image, environment(RUNS[1])) as port:
        assert status(port, "/images/bee.jpg?w=300") == 200
        assert status(port, "/images/bee.jpg?w=301") == 403
        assert status(port, "/images/bee.jpg") == 403
        assert status(port, "/docs") == 404
        assert status(port, "/health") == 200


def test_the_other_commands_are_had_as_the_comment_says(image: Path) -> None:
    (arguments,) = re.findall(r"Other commands: docker run tintype (.+)", FILE)
    done = subprocess.run(
        started_with(*arguments.split()), cwd=image, env=environment(""), capture_output=True, check=True
    )
    assert done.stdout.startswith(b"usage: tintype sign")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "TINTYPE_SOURCE is not set: name s3://bucket/prefix, or samples"),
        ({"TINTYPE_SOURCE": "s3://samples"}, "set TINTYPE_SIGNING_KEYS, or TINTYPE_UNSIGNED"),
        ({"TINTYPE_SOURCE": "s3://no-such-bucket", "TINTYPE_UNSIGNED": "any"}, "there is no bucket no-such-bucket"),
        ({"TINTYPE_SOURCE": "samples", "TINTYPE_UNSIGNED": "some"}, "TINTYPE_UNSIGNED: some is none of "),
        ({"TINTYPE_SOURCE": "samples", "TINTYPE_PRESETS": "{"}, "TINTYPE_PRESETS: the text is not JSON"),
    ],
)
@pytest.mark.usefixtures("store")
def test_it_does_not_start_without_a_decision(image: Path, settings: dict[str, str], said: str) -> None:
    done = subprocess.run(
        started_with(),
        cwd=image,
        env=environment("", PORT="0", **settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tintype serve: {said}")
    assert len(done.stderr.splitlines()) == 1


def test_every_line_to_run_it_names_the_image_that_is_built() -> None:
    assert len(RUNS) == 2
    assert shlex.split(next(line for line in LINES if "docker build" in line))[-3:-1] == ["-t", "tintype"]
    for run in RUNS:
        assert shlex.split(run)[-1] == "tintype"
        assert "8000:8000" in run


def test_the_image_is_sent_what_it_copies_and_nothing_else() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert kept == {line.split()[0] for line in of("COPY")}
