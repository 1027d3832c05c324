"""Free ports for servers in other processes."""

import os
import socket
from itertools import count

HOST = "127.0.0.1"
LOWEST, HIGHEST = 10_000, 32_000
"""Below those that the system gives to whoever connects to something: none of these is taken in between."""

_next = count(os.getpid() * 211)
"""Two processes of tests begin at different ones."""


def free_port() -> int:
    """Return a port that nobody listens on, another each time."""
    for number in _next:
        port = LOWEST + number % (HIGHEST - LOWEST)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        return port
    raise AssertionError
