"""Fixtures of tests that fetch pictures of another host; a conftest.py that imports them has them."""

from collections.abc import Iterator

import pytest

from handler.storage import https_origin
from handler.storage.https import pinned_connection
from tests.support.origins.origin_server import OriginServer, origin_server
from tests.support.waiting import PATIENCE


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[OriginServer]:
    """Another host, for which everybody has patience, however busy the machine."""
    for module, names in {
        pinned_connection: ("CONNECT_SECONDS", "SILENT_SECONDS"),
        https_origin: ("LOOKUP_SECONDS", "MOST_SECONDS"),
    }.items():
        for name in names:
            monkeypatch.setattr(module, name, PATIENCE)
    with origin_server() as server:
        yield server
