"""What the tests on Lambda share: the package, built once, and the function that it is run in."""

import fcntl
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.aws import lambda_package
from tests.support.aws.lambda_package import ARCHITECTURE, EMULATORS, Parts

Build = Callable[[str], Path]

NO_PYTHON = "needs a Python 3.13 beside this one: on PATH, under pyenv, or make test PYTHON313=/path/to/python3.13"
NO_EMULATOR = "needs the emulator, which comes with sam and is a Linux program: make setup"


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder for all that is built, which other users can read; pytest's own they cannot."""
    with tempfile.TemporaryDirectory(prefix="tintype-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Build:
    """Return a function that builds the package for a processor, once for all processes of tests."""
    own = tmp_path_factory.getbasetemp()
    root = own if worker_id == "master" else own.parent

    def once(architecture: str) -> Path:
        folder, done = root / f"built-{architecture}", root / f"built-{architecture}.done"
        with (root / f"built-{architecture}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                lambda_package.build(folder, architecture)
                done.touch()
        return folder

    return cache(once)


@pytest.fixture(scope="session")
def archive(build: Build, workshop: Path) -> Path:
    """The zip that would be deployed to a function with the processor of this machine."""
    return lambda_package.pack(build(ARCHITECTURE), workshop / "package.zip")


@pytest.fixture(scope="session")
def task(archive: Path, workshop: Path) -> Path:
    """The package as Lambda unpacks it."""
    return lambda_package.unpack(archive, workshop / "task")


@pytest.fixture(scope="session")
def python313() -> Path:
    """The Python that the package is for."""
    found = lambda_package.python313()
    if found is None:
        pytest.skip(NO_PYTHON)
    return found


@pytest.fixture(scope="session")
def parts(python313: Path, task: Path, workshop: Path) -> Parts:
    """Everything that a function is made of."""
    if sys.platform != "linux" or not EMULATORS:
        pytest.skip(NO_EMULATOR)
    emulator = workshop / "emulator"
    emulator.write_bytes(EMULATORS[0].read_bytes())
    emulator.chmod(0o755)
    client = lambda_package.client(workshop / "client")
    return Parts(python313, emulator, client, task, lambda_package.powerless(python313, client))
