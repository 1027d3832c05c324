"""Resolver: one lookup, of the host and nothing added to it, and nobody waits for it without end."""

import socket
from threading import Event

import pytest

from handler.errors import ImageError
from handler.storage.https.resolver import MOST_ADDRESSES, checked_addresses, looked_up, resolved
from tests.support.waiting import PATIENCE


def test_the_system_is_asked_for_the_whole_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def lookup(host: str, port: object, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        assert port is None
        return [
            (2, 1, 6, "", ("192.0.2.1", 0)),
            (10, 1, 6, "", ("2001:db8::1", 0, 0, 0)),
            (2, 1, 6, "", ("192.0.2.1", 0)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert looked_up("images.example.com") == ["192.0.2.1", "2001:db8::1"]
    assert asked == ["images.example.com."], "else a domain of the machine's own could be added"


def failing(error: Exception) -> list[str]:
    raise error


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_host_without_addresses_is_down(error: Exception) -> None:
    with pytest.raises(ImageError) as caught:
        resolved("a.example", PATIENCE, lambda _: failing(error))
    assert (caught.value.fault, caught.value.__cause__) == ("down", error)
    with pytest.raises(ImageError) as caught:
        resolved("a.example", PATIENCE, lambda _: [])
    assert caught.value.fault == "down"


def test_a_lookup_that_takes_too_long_is_left_alone() -> None:
    over = Event()
    with pytest.raises(ImageError) as caught:
        resolved("a.example", 0.01, lambda _: ["8.8.8.8"] * over.wait(PATIENCE))
    over.set()
    assert caught.value.fault == "down"


def test_one_address_that_is_not_allowed_spoils_the_others() -> None:
    many = [f"8.8.8.{number}" for number in range(9)]
    assert checked_addresses(many, lambda _: True) == many[:MOST_ADDRESSES]
    with pytest.raises(ImageError) as caught:
        checked_addresses(many, lambda address: address != many[-1])
    assert (caught.value.fault, caught.value.status) == ("private", 403)
