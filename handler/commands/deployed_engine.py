"""Deployed engine: what a deployment renders with, and whether this machine would render the same.

The engine is part of each result's address: what another processor, version or limit has made lies where the
deployment never looks. So it is asked first, by its /health.
"""

import json
from http.client import HTTPException
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from handler.commands.misuse import Misuse
from handler.config.settings import Settings
from handler.rendering.identity import engine_of_deployment

if TYPE_CHECKING:
    from http.client import HTTPMessage

HERE = "here"
"""Given for an engine: the results of this machine are wanted."""

TIMEOUT_SECONDS = 10.0
MOST_BYTES = 10_000
"""What is read of an answer at most."""

SCHEMES = frozenset({"http", "https"})
OFFERED = (
    "--deployment URL asks the deployment for its engine, --engine TEXT gives it, "
    f"--engine {HERE} says that this machine's own results are wanted"
)
WAYS_OUT = (
    "let the deployment's workers render (--queue URL), "
    "or run this on the same processor, with the same version and the same TINTYPE_LIMITS and TINTYPE_EFFORT"
)


class SameHostRedirects(HTTPRedirectHandler):
    """Follows a redirect to the same host alone, and never from https to http."""

    max_redirections = 3

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib calls it so
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: "HTTPMessage", newurl: str
    ) -> Request | None:
        """Return the request to make next; Misuse where it would be made of somebody else."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.hostname != old.hostname or new.scheme not in {old.scheme, "https"}:
            fp.close()
            raise Misuse(f"{req.full_url} leads to {new.scheme}://{new.hostname}: give the deployment's own address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_engine(settings: Settings, *, deployment: str = "", engine: str = "") -> None:
    """Misuse where the deployment would not find what this machine renders, or where nobody says which it is.

    deployment: its address, otherwise TINTYPE_PUBLIC_URL. engine: its text, as /health tells it, or `here`.
    """
    if engine == HERE:
        return
    address = deployment or settings.public_url
    if not engine and not address:
        raise Misuse(f"whose renditions are these? {OFFERED}")
    theirs, ours = (
        (engine or deployed_engine(address)).split(),
        engine_of_deployment(settings.limits, settings.effort).split(),
    )
    if theirs != ours:
        raise Misuse(
            f"the deployment would not find what is rendered here: it has {_differing(theirs, ours)}, "
            f"this machine has {_differing(ours, theirs)}; {WAYS_OUT}"
        )


def deployed_engine(address: str) -> str:
    """Ask a deployment for its engine; Misuse where it cannot be had. address: what its viewers' URLs begin with."""
    url = f"{_checked(address).rstrip('/')}/health"
    try:
        with build_opener(SameHostRedirects).open(url, timeout=TIMEOUT_SECONDS) as answer:
            body = answer.read(MOST_BYTES)
    except HTTPError as error:
        error.close()
        raise Misuse(f"{url} is answered with {error.code}, not with an engine; {OFFERED}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise Misuse(f"{url} cannot be reached; {OFFERED}") from error
    return _engine_in(body, url)


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in SCHEMES or not parts.hostname or parts.query or parts.fragment:
        raise Misuse(f"{address!r} is no deployment's address; one looks like https://img.example.com")
    return address


def _engine_in(body: bytes, url: str) -> str:
    """Return the engine that an answer tells. Nothing but plain text goes on from here to a terminal."""
    try:
        engine = json.loads(body)["engine"]
    except (ValueError, LookupError, TypeError, RecursionError):
        engine = None
    if isinstance(engine, str) and engine.startswith("tintype-") and engine.isascii() and engine.isprintable():
        return engine
    raise Misuse(f"{url} tells no engine: what answers there is not Tintype; {OFFERED}")


def _differing(parts: list[str], others: list[str]) -> str:
    """Return what of an engine another has not; all of it where they differ in their order alone."""
    return " ".join(part for part in parts if part not in others) or " ".join(parts)
