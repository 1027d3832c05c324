"""Moto's servers, inside the process of the tests."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.server import ThreadedMotoServer


@contextmanager
def moto_server() -> Iterator[str]:
    """Run moto over real HTTP, and name its address.

    Its threads are not traced: coverage is not asked of it, and would double what each of its answers takes.
    """
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    answering: Any = server._server
    real = answering.process_request_thread

    def untraced(*request: Any) -> None:
        sys.settrace(None)
        real(*request)

    answering.process_request_thread = untraced
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()
