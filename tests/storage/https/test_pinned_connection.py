"""Pinned connection: TLS as it should be, and a time for all of it."""

import os
import ssl

import pytest

from handler.core.origins.https_url import read_url
from handler.errors import ImageError
from handler.storage.https import pinned_connection
from handler.storage.https.pinned_connection import Countdown, PinnedConnection, TimedReader, trusted
from tests.support.clocks import Clock
from tests.support.origins.authority import believing, serving
from tests.support.origins.origin_server import LOOPBACK, OriginServer, Reply, origin_server


def test_what_is_trusted_is_judged_by_name_and_by_the_systems_authorities() -> None:
    context = trusted()
    assert context is trusted()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_older_tls_is_not_spoken(origin: OriginServer) -> None:
    del origin  # for its patience
    old = serving.__wrapped__()
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with origin_server(old) as server, pytest.raises(ImageError) as caught:
        server.origins().get(f"{server.origin}/a.jpg")
    assert (caught.value.fault, server.asked) == ("broken", [])


def test_the_environments_proxies_are_not_asked(origin: OriginServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:1")
    origin.answering = lambda _: Reply(b"abc")
    with origin.origins().get(f"{origin.origin}/a.jpg") as file:
        assert file.read() == b"abc"


def test_no_wait_is_longer_than_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    clock.drive(monkeypatch, pinned_connection)
    countdown = Countdown(clock.now + 3)
    assert (countdown.seconds(5), countdown.seconds(2)) == (3, 2)
    clock.forward(3)
    with pytest.raises(ImageError) as caught:
        countdown.seconds(5)
    assert caught.value.fault == "slow"


def test_a_connection_that_fails_is_closed(origin: OriginServer) -> None:
    url = read_url(f"{origin.origin}/a.jpg")
    connection = PinnedConnection(url, believing(), Countdown(0))
    with pytest.raises(ImageError) as caught:
        connection.connect([LOOPBACK])
    assert (caught.value.fault, connection.secure) == ("slow", None)
    connection.close()
    assert TimedReader(connection.secure, Countdown(0)).readable()  # type: ignore[arg-type] # nothing is read
