"""Serve: answer requests on this machine, with uvicorn.

1. Who listens at the loopback alone, or serves nothing but the samples, answers everybody, and says so. Else the
   settings have to say who is answered, as those of a function have.
2. What cannot be right is one line before anything listens: a folder or bucket that is not there, a port in use.
3. What is printed has been asked for once: it answers, and the first look is a quick one.
4. Who listens at the loopback alone and has keys gets links signed in the playground, where its printed address is
   opened; nobody else has a route for that.
"""

import argparse
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from errno import EADDRNOTAVAIL
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

from handler.commands.misuse import Misuse, explained, settings
from handler.commands.places import check_buckets, sample_files, spelt

OPEN = {"UNSIGNED": "any", "ORIGINALS": "on", "DOCS": "on", "LOG": "text", "ROOT": "native"}
"""What whoever tries this on a machine of their own gets, where they have not said otherwise."""


def run(chosen: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; 1 where the server did not start."""
    private, pictures = _private(chosen.host), sample_files() if chosen.source in {"", "samples"} else []
    if not (chosen.source or (private and pictures)):
        raise Misuse("TINTYPE_SOURCE is not set: name s3://bucket/prefix, or samples to try what this can do")
    if not pictures:
        os.environ["TINTYPE_SOURCE"] = spelt(chosen.source)
    said = _decided(private=private, public=bool(pictures), quiet=chosen.quiet)
    with _bound(chosen.host, chosen.port) as bound, _stored(pictures, embed=not chosen.source):
        said += check_buckets(os.environ["TINTYPE_SOURCE"])
        with explained():
            from handler.app import app  # noqa: PLC0415 - reads the settings that were just made
        from handler.commands.server import serve  # noqa: PLC0415 - uvicorn is no part of the Lambda package

        app.state.samples = tuple(path.name for path in pictures)
        if private:
            from handler.web.playground.link_signing import open_signing  # noqa: PLC0415 - as the application

            app.state.signing_word = open_signing(app)
        print(*said, sep="\n", end="\n" * bool(said), flush=True)
        return serve(app, bound)


def _private(host: str) -> bool:
    """Return whether this machine alone can reach a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _decided(*, private: bool, public: bool, quiet: bool) -> list[str]:
    """Set what nobody has set where that harms nobody, and say so; Misuse where it would, or a setting is wrong.

    private: this machine alone can ask. public: nothing is served that is not everybody's.
    """
    from handler.config.settings import Settings  # noqa: PLC0415 - brings pydantic, for which a wrong folder need not wait

    said = []
    if quiet:
        os.environ["TINTYPE_LOG"] = "off"
    if private or public:
        if "TINTYPE_UNSIGNED" not in os.environ:
            whom = "this machine alone" if private else "everybody who reaches this port"
            said.append(f"Answering {whom}, without signatures: TINTYPE_UNSIGNED=any")
        for name, value in OPEN.items():
            os.environ.setdefault(f"TINTYPE_{name}", value)
    with explained():
        Settings.decided(os.environ)
    settings()
    return said


def _bound(host: str, port: int) -> socket.socket:
    """Take the port before anything is loaded; nobody is let in yet. Misuse where it cannot be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:  # an address of too many digits, or a name that is none
        raise Misuse(
            f"there is no host {host}; --host is an address of this machine, as 127.0.0.1 or 0.0.0.0"
        ) from error
    try:
        with ExitStack() as failing:
            bound = failing.enter_context(socket.socket(family))
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
            failing.pop_all()
            return bound
    except OSError as error:
        if error.errno == EADDRNOTAVAIL:
            raise Misuse(f"host {host} is no address of this machine; --host names one, as 127.0.0.1") from error
        raise Misuse(f"port {port} of {host} cannot be had: {error.strerror}; --port or PORT names another") from error


@contextmanager
def _stored(pictures: list[Path], *, embed: bool) -> Iterator[None]:
    """Serve these files, if there are any, out of an S3 inside the process where moto is there for it."""
    if pictures and embed and find_spec("moto"):
        from handler.commands.embedded import embedded  # noqa: PLC0415 - moto is no part of the Lambda package

        with embedded(pictures) as source:
            os.environ["TINTYPE_SOURCE"] = source
            yield
        return
    if pictures:
        os.environ["TINTYPE_SOURCE"] = pictures[0].parent.as_uri()
    yield
