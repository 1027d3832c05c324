"""What `sam local` needs beside the package: an S3 with the samples that its containers reach, and the variables.

    make sam-local          builds, starts the S3, prints the commands to type, and waits for Ctrl-C

The S3 is moto's. Containers reach this machine at the gateway of Docker's bridge; where Docker runs in a machine of its
own (Docker Desktop), at host.docker.internal. Name another address with ADDRESS=.
"""

import json
import logging
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handler.commands.places import sample_files

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LOOPBACK = "127.0.0.1"
DESKTOP = "host.docker.internal"
"""What a container of Docker Desktop calls the machine that it runs on."""

DOCKER_BRIDGE = ["docker", "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}"]
LINUX_BRIDGE = ["ip", "-4", "-oneline", "address", "show", "docker0"]
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
PRESETS = '{"thumb": {"query": "w=48&fm=webp", "to": "{preset}/{key}.{ext}"}}'
PICTURES, RESULTS = "samples", "results"


class Place(NamedTuple):
    """Where S3 listens, and the address under which a container finds it."""

    listen: str
    seen: str


def place(address: str = "") -> Place:
    """Return where S3 is to be; an address that is given is both."""
    if address:
        return Place(address, address)
    bridge = _printed(DOCKER_BRIDGE)
    if not _is_address(bridge):  # an engine that has just started for the first time does not tell
        found = re.search(r"inet ([\d.]+)", _printed(LINUX_BRIDGE))
        bridge = found[1] if found else ""
    return Place(bridge, bridge) if bridge and _is_here(bridge) else Place(LOOPBACK, DESKTOP)


def _printed(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:  # no such command here
        return ""


def _is_address(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+){3}", text) is not None


def _is_here(address: str) -> bool:
    """Return whether an address is one of this machine's own."""
    with socket.socket() as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


class Stand(NamedTuple):
    """A running S3. seen: its address for containers. client: for this machine."""

    seen: str
    client: "S3Client"


@contextmanager
def stand(where: Place, port: int = 0) -> Iterator[Stand]:
    """Run an S3 with the samples in one bucket, and another one for results."""
    import boto3  # noqa: PLC0415 - only where it is run
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - as above

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address=where.listen, port=port, verbose=False)
    server.start()
    try:
        _, port = server.get_host_and_port()
        client = boto3.client(
            "s3",
            endpoint_url=f"http://{where.listen}:{port}",
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - moto takes any
            region_name="us-east-1",
        )
        for bucket in (PICTURES, RESULTS):
            client.create_bucket(Bucket=bucket)
        for path in sample_files():
            client.put_object(Bucket=PICTURES, Key=path.name, Body=path.read_bytes())
        yield Stand(f"http://{where.seen}:{port}", client)
    finally:
        server.stop()


def variables(endpoint: str, **more: str) -> dict[str, dict[str, str]]:
    """Return what `sam local --env-vars` takes: for each function its variables, of those that the template names."""
    common = {"AWS_ENDPOINT_URL_S3": endpoint, "TINTYPE_SOURCE": f"s3://{PICTURES}"}
    results = {"TINTYPE_RESULTS": f"s3://{RESULTS}", "TINTYPE_PRESETS": PRESETS}
    requests = {"TINTYPE_UNSIGNED": "any", "TINTYPE_RESULTS": "", "TINTYPE_RESULTS_URL": ""}
    return {"Images": {**common, **requests, **more}, "Worker": {**common, **results}}


def main(sam: str, template: str, address: str = "") -> int:
    """Start the S3, print what to type in another terminal, and wait for Ctrl-C."""
    environment = Path(template).parent / "env.json"
    with stand(place(address)) as running:
        environment.write_text(json.dumps(variables(running.seen), indent=2))
        options = f"-t {template} --env-vars {environment}"
        keys = " ".join(f"{name}={value}" for name, value in CREDENTIALS.items())
        lines = (
            f"An S3 with samples/ listens at {running.seen}. In another terminal, here:",
            f"  export {keys}",
            f"  {sam} local start-api {options}",
            "  curl -H 'Accept: image/webp' 'http://127.0.0.1:3000/images/bee.jpg?w=300&fm=webp' -o bee.webp",
            f"  {sam} local invoke Images -e events/rest-picture.json {options}",
            f"  {sam} local invoke Worker -e events/s3-created.json {options}",
            "Ctrl-C ends it.",
        )
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
