"""Dispatch: from a request at a dialect's door to its answer: the dialect says what is meant, the rest does it.

1. What is below a door is cut off the raw path: Starlette's has lost what was encoded. A key is decoded by its dialect.
2. Every reply but that to a preflight, which tells nothing of any picture, passes the gate.
"""

import re
from collections.abc import Callable, Iterable
from string import ascii_letters, digits
from typing import TypeVar
from urllib.parse import quote, unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from handler.core import base_path
from handler.core.keys import decode
from handler.core.signing import Address
from handler.core.source import Stored
from handler.dialects.interface import (
    ClientHints,
    DialectRequest,
    FactsReply,
    PictureReply,
    PreflightReply,
    RedirectReply,
    Reply,
)
from handler.dialects.root import check_name, check_root
from handler.dialects.table import ROOT, Dialect
from handler.errors import InvalidRequest, NotFound
from handler.web import images, responses
from handler.web.access.gate import AccessRequest
from handler.web.deadline import threaded
from handler.web.doors import closed_door, signpost
from handler.web.facts import info
from handler.web.images import ImageRequest
from handler.web.services import Services

NEEDLESS = re.compile(rb"%(?:2[DE]|5F|7E|3[0-9]|[46][1-9A-F]|[57][0-9A])", re.IGNORECASE)
"""Escapes of letters, digits and -._~, which mean the same without."""

PAGES = ("/docs", "/openapi.json")
"""Pages that may not be there, whose names are no pictures' for all that."""

HOST = frozenset(f"{ascii_letters}{digits}.-:[]")
"""What a Host header is made of; it is told back, so nothing else is taken from it."""


class DoorRoute(Route):
    """The route of a dialect's door.

    It is Starlette's: of what FastAPI does at each request nothing is wanted here, no dependencies, no second reading
    of the query, no body, no validation of the answer.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return how far a request is for this route, and what the scope learns: the route, for the request log."""
        match, learned = super().matches(scope)
        return match, learned if match is Match.NONE else {**learned, "route": self}


class RootRoute(DoorRoute):
    """The route of the door at the root, which other doors stand before.

    claimed: the first parts of their paths. What begins with one is not for this door, also where that other finds
    nothing: else a key would be served or not by what else is open.
    """

    claimed: frozenset[str] = frozenset()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return how far a request is for this route; not at all where another door has the first part of its path."""
        if scope["path"].strip("/").partition("/")[0] in self.claimed:
            return Match.NONE, {}
        return super().matches(scope)


Door = TypeVar("Door", bound=DoorRoute)


def claimed_names(routes: Iterable[BaseRoute], results_url: str) -> frozenset[str]:
    """Return the first parts of the paths of routes, and of what may not be there: pages, and results behind a CDN."""
    paths = [route.path for route in routes if isinstance(route, Route)]
    paths += [*PAGES, *([results_url] if results_url.startswith("/") else [])]
    return frozenset(path.strip("/").partition("/")[0] for path in paths) - {""}


def door_route(kind: type[Door], dialect: Dialect, path: str, services: Services) -> Door:
    """Return the route of a door. Its answers are made in a thread, within the time of a request."""
    endpoint = threaded(answering(dialect, services), services.settings.deadline, light=dialect.light)
    return kind(path, endpoint, methods=[*dialect.methods], name=dialect.name)


def answering(dialect: Dialect, services: Services) -> Callable[[Request], Response]:
    """Return the function that answers requests at a door. It blocks."""

    def answer(request: Request) -> Response:
        asked = _asked(request, dialect, services)
        if dialect.path == ROOT:
            check_root(asked.path, asked.query, keyed=dialect.keyed)
        reply = _said(request, dialect, asked, services)
        if dialect.path == ROOT:
            _check_name(asked, reply)
        match reply:
            case PictureReply() as picture:
                return images.picture(services, _noted(request, dialect, picture, services))
            case FactsReply() as told:
                return info(services, _noted(request, dialect, told.picture, services, facts=True), told)
            case RedirectReply(path):
                services.gate.allow(_access(request, dialect), None)
                return responses.redirect(base_path.viewed(request.scope, services.settings.public_url) + path)
            case PreflightReply(methods):
                return responses.preflight(methods)

    return _directing(answer) if dialect.path == ROOT else answer


def _check_name(asked: DialectRequest, reply: Reply) -> None:
    """NotFound where nothing is asked of a key that is no picture's name, so that it costs no call of the store."""
    match reply:
        case RedirectReply():
            check_name(decode(asked.path))
        case PictureReply(recipe, delivery) if delivery.original and isinstance(recipe.source, Stored):
            check_name(recipe.source.key)


def _asked(request: Request, dialect: Dialect, services: Services) -> DialectRequest:
    return DialectRequest(
        below(request, dialect.prefix),
        query_of(request),
        services.presets,
        request.method,
        prefix=dialect.prefix,
        base=base_path.viewed(request.scope, services.settings.public_url),
        accept=request.headers.get("accept"),
        key_of=services.sources.key_of,
        origin=own_address(request),
        limits=services.settings.limits,
        manners=getattr(services.settings, dialect.manners) if dialect.manners else frozenset(),
    )


def _access(request: Request, dialect: Dialect) -> AccessRequest:
    """Return what the gate looks at of a request: a dialect with keys of its own signs the path from its door on."""
    address = address_of(request)
    if dialect.secret:
        address = Address(b"/" + below(request, dialect.prefix), address.query)
    return AccessRequest(dialect.name, address, dialect.load(), family=dialect.family, secret=dialect.secret)


def _said(request: Request, dialect: Dialect, asked: DialectRequest, services: Services) -> Reply:
    """Return what a request means, by the client hints beside it where it asks for them."""
    module = dialect.load()
    reply = module.parse(asked)
    if not isinstance(reply, PictureReply | FactsReply) or not reply.delivery.hinted:
        return reply
    from handler.web.client_hints import with_hints  # noqa: PLC0415 - few requests ask for them

    def parse(hints: ClientHints) -> Reply:
        return module.parse(asked._replace(hints=hints))

    signed = module.signed(_access(request, dialect).address)
    return with_hints(reply, parse, request.headers, services.gate, signed=signed)


def below(request: Request, prefix: str) -> bytes:
    """Return what follows a door's prefix in the raw path; NotFound where the prefix itself is written otherwise.

    What is escaped and need not be, as in /%69mages/, is the same either way (RFC 3986, 6.2.2.2); some fronts have
    decoded it already.
    """
    start = prefix.encode()
    path = NEEDLESS.sub(lambda found: unquote_to_bytes(found[0]), path_of(request))
    if not path.startswith(start):
        raise NotFound(f"there is no such path; {signpost(path)}")
    return path.removeprefix(start)


def _directing(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Let errors at the root say which setting opens the door that was meant, if one was, where no key is found."""

    def directed(request: Request) -> Response:
        try:
            return answer(request)
        except (InvalidRequest, NotFound) as error:
            hint = closed_door(path_of(request))
            if hint not in error.detail:  # an error may be remembered, and raised again
                error.detail += f"; {hint}"
            raise

    return directed


def path_of(request: Request) -> bytes:
    """Return the path as it was asked for."""
    return request.scope.get("raw_path") or quote(request.scope["path"]).encode()


def query_of(request: Request) -> str:
    """Return the query as it was asked for."""
    return bytes(request.scope["query_string"]).decode("latin-1")


def address_of(request: Request) -> Address:
    """Return what a signature covers."""
    return Address(path_of(request), query_of(request))


def own_address(request: Request) -> str:
    """Return scheme and host as they were asked for; nothing where the host has other letters than hosts have."""
    host = request.headers.get("host", "")
    return f"{request.scope.get('scheme', 'http')}://{host}" if HOST.issuperset(host) and host else ""


def room_of(request: Request) -> int | None:
    """Return how many bytes the front can carry, which `entry` notes; a server of its own has no limit."""
    noted: int | None = request.scope.get("tintype.room")
    return noted


def _noted(
    request: Request, dialect: Dialect, picture: PictureReply, services: Services, *, facts: bool = False
) -> ImageRequest:
    """Return what the rest looks at, and tell the request log which picture it is."""
    recipe, delivery = picture.recipe, picture.delivery
    original = delivery.original and isinstance(recipe.source, Stored)
    log = request.state.request_log.facts
    log |= {"key": recipe.source.logged, "view": _view(picture, facts=facts)}
    return ImageRequest(
        picture,
        _access(request, dialect)._replace(original=original, facts=facts, preset=delivery.alone),
        request.headers,
        request.method,
        room_of(request),
        stands_in=dialect.stands_in,
        effort=services.settings.effort,
        facts=log,
    )


def _view(picture: PictureReply, *, facts: bool) -> str:
    return "info" if facts else "original" if picture.delivery.original else "picture"
