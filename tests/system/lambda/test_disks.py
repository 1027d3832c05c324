"""Disks: nothing is written but to /tmp, and a full /tmp hurts nobody."""

import base64
import io
import json
import random
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.support.aws.events import EVENTS, PICTURES, REFUSED, event, picture
from tests.support.aws.lambda_emulator import Around, Function, running
from tests.support.aws.lambda_package import Parts

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SANDBOX = """
set -e
mount --make-rprivate /
mkdir -p {workshop}/tmp
mount -t tmpfs -o size=1m,mode=1777 tmpfs {workshop}/tmp
mkdir {workshop}/tmp/{name}
mount --bind {workshop} {workshop}/tmp/{name}
mount --rbind {workshop}/tmp /tmp
awk '{{ print $2 }}' /proc/self/mounts | while read -r place; do
    case "$place" in */tmp) ;; *) mount -o remount,bind,ro "$place" 2>/dev/null || true ;; esac
done
cat /dev/zero >/tmp/full 2>/dev/null || true
cd "${{LAMBDA_TASK_ROOT:-/}}"
exec "$@"
"""
"""Takes a command where nothing can be written, but for a /tmp of one megabyte, which is full."""

WAYS = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])
"""How root has mounts of its own, and how anybody has where the kernel allows it."""

WRITES = (
    "for place in / /etc /usr /var/tmp {workshop} {task} {task}/handler /tmp; do echo x > $place/x; done 2>/dev/null"
)


@pytest.fixture(scope="module")
def sandbox(parts: Parts, workshop: Path) -> list[str]:
    """The command that runs another one in the sandbox."""
    if parts.python.is_relative_to("/tmp"):  # noqa: S108 - asked, not used
        pytest.skip("this Python 3.13 lies in /tmp, of which the sandbox has another one")
    script = SANDBOX.format(workshop=shlex.quote(str(workshop)), name=shlex.quote(workshop.name))
    said = ""
    for way in WAYS:
        command = [*way, "sh", "-c", script, "sh"]
        tried = subprocess.run([*command, *parts.unprivileged, "true"], capture_output=True, text=True, check=False)
        if tried.returncode == 0:
            return command
        said = tried.stderr.strip()
    pytest.skip(f"neither root nor a kernel that gives its users mounts of their own: {said}")


@pytest.fixture(scope="module")
def function(parts: Parts, sandbox: list[str], store: "S3Client") -> Iterator[Function]:
    del store
    with running(parts, {"SOURCE": "s3://samples", "UNSIGNED": "any"}, around=Around(all=sandbox)) as started:
        yield started


def test_in_the_sandbox_nothing_can_be_written(parts: Parts, sandbox: list[str], workshop: Path) -> None:
    script = (
        WRITES.format(workshop=workshop, task=parts.task)
        + "; find / /etc /usr /var/tmp {} /tmp -maxdepth 1 -name x -size +0"
    )
    command = [*sandbox, *parts.unprivileged, "sh", "-c", script.format(workshop)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == ""


@pytest.mark.case("J05")
@pytest.mark.parametrize("name", PICTURES)
def test_there_an_event_becomes_a_picture(function: Function, name: str) -> None:
    assert picture(function.invoke(EVENTS[name].read_bytes()).answer).size == PICTURES[name]


@pytest.mark.parametrize("name", REFUSED)
def test_there_an_event_that_must_fail_gets_a_readable_problem(function: Function, name: str) -> None:
    answer = function.invoke(EVENTS[name].read_bytes()).answer
    assert answer["statusCode"] == REFUSED[name][0]
    assert json.loads(answer["body"])["type"].endswith(REFUSED[name][1])


def test_there_a_picture_of_many_megabytes_can_be_posted(function: Function) -> None:
    answer = function.invoke(posted(noise(3_000_000), w=40)).answer
    assert picture(answer).width == 40


def noise(size: int) -> bytes:
    file = io.BytesIO()
    pixels = random.Random(0).randbytes(3000 * (size // 3000))  # noqa: S311 - a test picture
    Image.frombytes("RGB", (1000, size // 3000), pixels).save(file, "PNG", compress_level=0)
    return file.getvalue()


def posted(data: bytes, **resize: int) -> dict[str, Any]:
    """Return the event that an upload becomes."""
    recipe = json.dumps({"ops": [{"op": "resize", **resize}]}).encode()
    parts = (
        b'name="recipe"\r\n\r\n' + recipe,
        b'name="picture"; filename="x.png"\r\nContent-Type: image/png\r\n\r\n' + data,
    )
    body = b"".join(b"--x\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--x--\r\n"
    made = event("rest-upload")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    several = {name: [value] for name, value in kind.items()}
    encoded = base64.b64encode(body).decode()
    return made | {"headers": kind, "multiValueHeaders": several, "body": encoded, "isBase64Encoded": True}
