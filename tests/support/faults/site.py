"""Site: an application whose S3 stands behind a proxy that spoils answers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.storage import s3_client
from tests.conftest import SAMPLES
from tests.support.faults.modes import MODES
from tests.support.faults.proxy import Proxy
from tests.support.s3 import timeouts

if TYPE_CHECKING:
    from httpx2 import Response
    from mypy_boto3_s3 import S3Client

BUCKET = "faults"
KEY = "bee.jpg"
PATH = f"/images/{KEY}?w=48&fm=png"
SILENCES = frozenset({"stall_head", "stall_body", "drip", "silent"})
PATIENT = 3.0
"""Seconds within which every fault is answered."""


class Asked(NamedTuple):
    """An answer."""

    answer: "Response"

    @property
    def status(self) -> int:
        """The status."""
        return self.answer.status_code

    @property
    def slug(self) -> str:
        """The error's name."""
        said: str = json.loads(self.answer.content)["type"]
        return said.partition("#")[2]


class Site(NamedTuple):
    """The application, the proxy before its S3, and a client of the S3 behind."""

    app: TestClient
    proxy: Proxy
    behind: "S3Client"
    right: bytes
    """What PATH gives on a good day."""

    def ask(self, path: str = PATH, method: str = "GET", **headers: str) -> Asked:
        """Ask for a picture."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Any = self.app.request(method, path, headers=given)
        return Asked(answer)

    def fresh(self, **settings: Any) -> "Site":
        """Return the site with an application that remembers nothing, and has other settings."""
        return self._replace(app=_app(settings))


def put(behind: "S3Client", key: str = KEY, body: bytes = b"") -> None:
    """Store a sample or other bytes, encrypted with S3's own keys as every object is since 2023."""
    data = body or (SAMPLES / KEY).read_bytes()
    behind.put_object(Bucket=BUCKET, Key=key, Body=data, ContentType="image/jpeg", ServerSideEncryption="AES256")


@contextmanager
def site(behind: "S3Client") -> Iterator[Site]:
    """Start the proxy before the S3 of a client, and an application that knows only the proxy."""
    connections = dict(s3_client._clients)
    with Proxy(behind.meta.endpoint_url, MODES) as proxy, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_S3", proxy.address)
        s3_client.forget()
        behind.create_bucket(Bucket=BUCKET)
        put(behind)
        app = _app({})
        try:
            yield Site(app, proxy, behind, app.get(PATH).content)
        finally:
            s3_client.forget()
            s3_client._clients.update(connections)


@contextmanager
def hurried(calm: Site, *parameters: object) -> Iterator[Site]:
    """Give a site that remembers nothing; where a parameter of the test is a silence, it waits a third of the time."""
    calm.proxy.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(s3_client, "BACKOFF_SECONDS", s3_client.BACKOFF_SECONDS / 6)
        s3_client.circuit.failures = 0
        silent = not SILENCES.isdisjoint(map(str, parameters))
        if silent:
            timeouts.shorten(patch, 1 / 3)
            s3_client.forget()
        yield calm.fresh()
    if silent:
        s3_client.forget()
    calm.proxy.clear()


def parameters(request: pytest.FixtureRequest) -> list[object]:
    """Return the values that a test is run with."""
    return list(request.node.callspec.params.values()) if hasattr(request.node, "callspec") else []


def _app(settings: dict[str, Any]) -> TestClient:
    chosen = {"source": f"s3://{BUCKET}", "unsigned": frozenset({"any"}), "originals": True, **settings}
    return TestClient(create_app(Settings(**chosen)), raise_server_exceptions=False, follow_redirects=False)
