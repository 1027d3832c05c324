"""Every event file through the stock `sam local invoke`, and two requests through `sam local start-api`, with Docker.

`python tests/system/lambda/sam_local.py SAM TEMPLATE [ADDRESS]`, as `make sam-local` calls it: the sam command, the
template that it built, and the address under which a container reaches this machine, where that is to be another one
than Docker's bridge. S3 is moto, started here and holding samples/, so that nothing of an AWS account is asked for.
"""

import json
import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from moto.server import ThreadedMotoServer

from tests.conftest import PICTURES as SUFFIXES
from tests.conftest import SAMPLES
from tests.support.aws.events import EVENTS, PICTURES, REFUSED, picture

LOOPBACK = "127.0.0.1"
DESKTOP = "host.docker.internal"
"""What a container of Docker Desktop calls the machine that it runs on."""

FUNCTION = "Images"
PATIENCE = 180
"""Seconds that a command may take; the first one pulls the image of the runtime."""

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


def main(sam: str, template: str, address: str = "") -> int:
    """Run everything; the exit status is the number of what went wrong."""
    os.environ |= {**CREDENTIALS, "SAM_CLI_TELEMETRY": "0"}
    with stored(*places(address)) as endpoint, tempfile.TemporaryDirectory() as folder:
        settings = {"SOURCE": "s3://samples", "UNSIGNED": "any", "RESULTS": "", "RESULTS_URL": ""}
        variables = {f"TINTYPE_{name}": value for name, value in settings.items()} | {"AWS_ENDPOINT_URL_S3": endpoint}
        (Path(folder) / "variables.json").write_text(json.dumps({FUNCTION: variables}))
        options = ["--template", template, "--env-vars", f"{folder}/variables.json"]
        wrong = [
            name for name in EVENTS if not invoked(name, [*shlex.split(sam), "local", "invoke", FUNCTION, *options])
        ]
        wrong += asked([*shlex.split(sam), "local", "start-api", *options])
    say("all is well" if not wrong else f"wrong: {', '.join(wrong)}")
    return len(wrong)


def places(address: str) -> tuple[str, str]:
    """Return where S3 is to listen, and under which address a container finds it."""
    if address:
        return address, address
    inspect = ["docker", "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}"]
    bridge = subprocess.run(inspect, capture_output=True, text=True, check=False).stdout.strip()
    with socket.socket() as probe:
        try:
            probe.bind((bridge or DESKTOP, 0))
        except OSError:  # Docker runs in a machine of its own
            return LOOPBACK, DESKTOP
    return bridge, bridge


@contextmanager
def stored(listen: str, seen: str) -> Iterator[str]:
    """Run an S3 that holds the samples; its address as containers see it."""
    import boto3

    server = ThreadedMotoServer(ip_address=listen, port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    client = boto3.client("s3", endpoint_url=f"http://{listen}:{port}")
    client.create_bucket(Bucket="samples")
    for path in SAMPLES.iterdir():
        if path.suffix in SUFFIXES:
            client.put_object(Bucket="samples", Key=path.name, Body=path.read_bytes())
    try:
        yield f"http://{seen}:{port}"
    finally:
        server.stop()


def invoked(name: str, command: list[str]) -> bool:
    """Return whether an event file was answered as it should be."""
    done = subprocess.run(
        [*command, "--event", str(EVENTS[name])], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    try:
        good = expected(name, json.loads(done.stdout.strip().splitlines()[-1]))
    except (AssertionError, IndexError, KeyError, TypeError, ValueError):
        good = False
    say(f"sam local invoke -e events/{name}.json: {'good' if good else 'WRONG'}")
    if not good:
        say(done.stderr[-2000:])
    return good


def expected(name: str, answer: dict[str, Any]) -> bool:
    """Return whether this is the answer that the event file is there for."""
    if name in PICTURES:
        return picture(answer).size == PICTURES[name]
    if name in REFUSED:
        return (answer["statusCode"], json.loads(answer["body"])["type"].partition("#")[2]) == REFUSED[name]
    return "errorType" not in answer  # an event of a store or a queue: without presets there is nothing to do


def asked(command: list[str]) -> list[str]:
    """Start the API and return the requests that were not answered as they should be."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    wanted = {"/images/citrus.jpg?w=300&fm=webp": 200, "/images/citrus.jpg?widht=300": 400}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log)
        try:
            got = {path: status(f"http://{LOOPBACK}:{port}{path}", process) for path in wanted}
        finally:
            process.terminate()
            process.wait(PATIENCE)
        for path, found in got.items():
            say(f"sam local start-api, {path}: {found}")
        if got != wanted:
            log.seek(0)
            say(log.read().decode(errors="replace")[-2000:])
    return [path for path in wanted if got[path] != wanted[path]]


def status(address: str, process: subprocess.Popen[bytes]) -> int:
    """Return what an address is answered with, once the API is up; 0 where it never is, or sends no picture."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            # On REST sam decodes base64 only where Accept names the very type; API Gateway itself does always.
            with urlopen(Request(address, headers={"Accept": "image/webp"}), timeout=PATIENCE) as answer:
                return answer.status if answer.read().startswith(b"RIFF") else 0
        except HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.5)
    return 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
