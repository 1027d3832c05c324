"""Addresses: the open internet and nothing else, whatever Python's own table says."""

from ipaddress import IPv4Address, IPv6Address

import pytest

from handler.storage.https.addresses import NETWORKS, is_public

PUBLIC = "1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 100.128.0.1 223.255.255.254 2606:4700::1111 2001:4860:4860::8888"


def test_the_open_internet_is_public() -> None:
    assert [each for each in PUBLIC.split() if not is_public(each)] == []


@pytest.mark.parametrize("kind", [IPv4Address, IPv6Address])
def test_the_first_and_last_address_of_what_is_none_of_it_are_not(
    kind: type[IPv4Address | IPv6Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables of Python versions differ: this one holds alone."""
    monkeypatch.setattr(kind, "is_global", True)
    for network in NETWORKS:
        assert not is_public(str(network[0]))
        assert not is_public(str(network[-1]))
    inside = "::1 ::ffff:8.8.8.8 ::8.8.8.8 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 fd00:ec2::254 fe80::1%eth0 ff02::1"
    assert not any(map(is_public, inside.split()))


def test_pythons_table_is_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IPv4Address, "is_global", False)
    assert not is_public("8.8.8.8")


@pytest.mark.parametrize(
    "text", ["", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "8.8.8.8/32", "8.8.8.8:443", "008.8.8.8"]
)
def test_what_is_no_address_is_not(text: str) -> None:
    assert not is_public(text)
