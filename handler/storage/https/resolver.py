"""Resolver: the addresses of a host, asked for once for each connection, and no longer than somebody waits."""

import socket
from collections.abc import Callable
from threading import Thread

from handler.storage.https.origin_errors import origin_error

MOST_ADDRESSES = 4
"""So many of a host's addresses are tried, in the order in which the system gives them."""

Lookup = Callable[[str], list[str]]
"""What returns all addresses of a host; OSError or UnicodeError where it has none."""


def looked_up(host: str) -> list[str]:
    """Return the addresses of a host by the system's resolver. The dot keeps it from adding a name of its own."""
    found = socket.getaddrinfo(f"{host}.", None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def resolved(host: str, seconds: float, lookup: Lookup) -> list[str]:
    """Return the addresses of a host. No lookup can be broken off, so a thread of its own is left alone with it."""
    found: list[str] = []
    failed: list[BaseException] = []

    def look() -> None:
        try:
            found.extend(lookup(host))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    looking = Thread(target=look, daemon=True)
    looking.start()
    looking.join(seconds)
    if looking.is_alive() or failed or not found:
        raise origin_error("down") from next(iter(failed), None)
    return found


def checked_addresses(found: list[str], allowed: Callable[[str], bool]) -> list[str]:
    """Return the addresses to try. A host that has one which is not allowed is not believed in any other."""
    if not all(map(allowed, found)):
        raise origin_error("private")
    return found[:MOST_ADDRESSES]
