"""Addresses: which ones another host may have: those of the open internet, and nothing that lies behind it.

1. Of IPv6 global unicast alone (2000::/3) may be, so that what is not yet assigned may not; of IPv4 all that no
   registry keeps for something else.
2. An address that holds another one, as 6to4, NAT64 or an IPv4-mapped one does, may not be: what it leads to is decided
   elsewhere.
3. What Python's own table says must agree. It differs from version to version, so it is not asked alone.

Sources: https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry
"""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

NOT_PUBLIC = (
    "0.0.0.0/8",  # this host
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),  # private
    "100.64.0.0/10",  # behind a provider's NAT; some clouds have their metadata in it
    "127.0.0.0/8",  # loopback
    "169.254.0.0/16",  # link-local: metadata of AWS, Google and others, the roles of tasks
    "192.0.0.0/24",  # protocols; Oracle's metadata
    *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),  # documentation
    *("192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24"),  # anycast of AS112 and AMT
    "192.88.99.0/24",  # relays of 6to4
    "198.18.0.0/15",  # benchmarks
    *("224.0.0.0/4", "240.0.0.0/4"),  # multicast; reserved, and broadcast
    "168.63.129.16/32",  # what Azure's machines ask for their metadata
    "2001::/23",  # protocols: Teredo, ORCHID
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4: an IPv4 address in it
    "2620:4f:8000::/48",  # anycast of AS112
    "3fff::/20",  # documentation
)
"""What lies among the addresses of the open internet and is none of it. Of IPv6 only what is in GLOBAL_UNICAST."""

GLOBAL_UNICAST = IPv6Network("2000::/3")


def _networks() -> Iterable[IPv4Network | IPv6Network]:
    return tuple(map(ip_network, NOT_PUBLIC))


NETWORKS = _networks()


def is_public(text: str) -> bool:
    """Return whether an address, as a resolver wrote it, lies on the open internet. What is no address does not."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if address.version == GLOBAL_UNICAST.version and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not any(address in each for each in NETWORKS)
