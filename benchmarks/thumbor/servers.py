"""Servers: a thumbor on loopback and this service, both before the same folder of pictures."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings

ROOT = Path(__file__).parents[2]
PYTHON = Path(os.environ.get("THUMBOR_PYTHON", ROOT / ".venv-thumbor" / "bin" / "python"))
"""A Python that has thumbor: `python3 -m venv .venv-thumbor && .venv-thumbor/bin/pip install thumbor==7.8.0`."""

KEY = "a-key-of-thumbor-and-of-the-tests"
PATIENCE = 30.0


class Answer(NamedTuple):
    """What a server says."""

    status: int
    body: bytes


def fixtures() -> Path:
    """Return the folder of expected pictures in thumbor's wheel."""
    code = "import thumbor, pathlib; print(pathlib.Path(thumbor.__file__).parent / 'fixtures' / 'filters')"
    run = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=True)
    return Path(run.stdout.strip())


@contextmanager
def thumbor(folder: Path) -> Iterator[str]:
    """Run thumbor before a folder, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = {
        "LOADER": "thumbor.loaders.file_loader",
        "FILE_LOADER_ROOT_PATH": str(folder),
        "STORAGE": "thumbor.storages.no_storage",
        "SECURITY_KEY": KEY,
        "ALLOW_UNSAFE_URL": True,
        "RESPECT_ORIENTATION": True,
    }
    with TemporaryDirectory() as place:
        conf = Path(place) / "thumbor.conf"
        conf.write_text("".join(f"{name} = {value!r}\n" for name, value in said.items()))
        program = [
            str(PYTHON),
            "-m",
            "thumbor.server",
            "-i",
            "127.0.0.1",
            "-p",
            str(port),
            "-c",
            str(conf),
            "-l",
            "CRITICAL",
        ]
        with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                address = f"http://127.0.0.1:{port}"
                _await(f"{address}/healthcheck")
                yield address
            finally:
                process.terminate()


def _await(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - on loopback
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{address} does not answer")


def asked(address: str) -> Answer:
    """Return what thumbor answers."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - on loopback
            return Answer(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read())


@contextmanager
def ours(folder: Path) -> Iterator[TestClient]:
    """Give this service before a folder, with thumbor's dialect at its door and at the root."""
    settings = Settings.model_validate(
        {
            "source": folder.resolve().as_uri(),
            "dialects": "native,thumbor",
            "root": "thumbor",
            "thumbor_key": KEY,
            "unsigned": "any",
            "log": "off",
        }
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client
