"""What all tests share: the flag that renews golden pictures, a real S3 server, and an application before it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from handler.config.settings import Settings
from handler.storage import s3_client as connections
from handler.storage.result_store import ResultStore
from tests.support.images import golden_pictures
from tests.support.s3 import timeouts
from tests.support.s3.moto_server import moto_server
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SAMPLES = Path(__file__).parent.parent / "samples"
PICTURES = {".jpg", ".png", ".gif", ".webp"}

PROFILE = settings(
    deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
"""The examples of the gate: the same on every machine, and nobody measures how long they take."""

settings.register_profile("gate", PROFILE)
settings.register_profile("search", PROFILE, derandomize=False, max_examples=2000)
settings.load_profile("gate")
Client = Callable[..., TestClient]

OWN = ("TINTYPE_", "AWS_")
"""What whoever runs the tests has set for a deployment of their own; no test is to find it."""

OF_MAKE = {"MAKEFLAGS", "MAKEOVERRIDES", "PORT", "PYTHON", "SUITE", "VENV"}
"""What `make test` was told, as VENV=.venv-3.12, and a make that a test starts would take for its own."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write anew the golden pictures that differ or lack")


def pytest_configure(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith(OWN) or name in OF_MAKE]:
        del os.environ[name]
    golden_pictures.renewing = config.getoption("--renew-golden")


def write_within(patch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let a request wait so long until its result is kept."""
    defaults = ResultStore.keep.__kwdefaults__
    assert defaults
    patch.setitem(defaults, "seconds", seconds)


@pytest.fixture(scope="session", autouse=True)
def written() -> Iterator[None]:
    """What is to be kept is there when the answer is, however busy the machine; whoever tests else asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        write_within(patch, PATIENCE)
        yield


@pytest.fixture(scope="session", autouse=True)
def arrived() -> Iterator[None]:
    """What S3 is asked for comes, however busy the machine; tests of a silence say themselves how long they wait."""
    with pytest.MonkeyPatch.context() as patch:
        timeouts.lengthen(patch)
        yield


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """Run moto's S3 over real HTTP, for the whole session."""
    with moto_server() as address:
        yield address


@pytest.fixture(scope="session")
def store(s3_address: str) -> "Iterator[S3Client]":
    """The S3 client of the product, its environment pointing at the server; bucket `samples` holds samples/."""
    before = dict(os.environ)
    os.environ |= {
        "AWS_ENDPOINT_URL_S3": s3_address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    connections.forget()
    client = connections.s3()
    client.create_bucket(Bucket="samples")
    for path in SAMPLES.iterdir():
        if path.suffix in PICTURES:
            client.put_object(Bucket="samples", Key=path.name, Body=path.read_bytes())
    yield client
    connections.forget()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def client(store: "S3Client") -> Client:
    """Return a function that makes a client of an application with the settings given."""
    del store

    def make(**settings: object) -> TestClient:
        from handler.app import create_app

        chosen = {"source": "s3://samples", "unsigned": frozenset({"any"}), "originals": True, "docs": True, **settings}
        return TestClient(create_app(Settings(**chosen)), raise_server_exceptions=False)

    return make
