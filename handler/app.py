"""App: the routes, nothing else: a dialect's hand over to `handler.web.dispatch`, the others stand here."""

import os
import sys
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from fastapi import FastAPI, Request
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from handler import __version__
from handler.config.settings import Settings
from handler.core import base_path
from handler.core.keys import checked_key, decode
from handler.dialects import native, table
from handler.errors import ImageError
from handler.rendering import identity
from handler.runtime import log_redaction, telemetry, threadpool
from handler.web import pages
from handler.web.access.gate import AccessRequest
from handler.web.deadline import timely, within
from handler.web.dispatch import (
    DoorRoute,
    RootRoute,
    address_of,
    below,
    claimed_names,
    door_route,
    path_of,
    query_of,
    room_of,
)
from handler.web.doors import FEEDS, RENDER, TRANSLATE
from handler.web.images import ImageRequest, picture
from handler.web.middleware import OutermostMiddleware, routing_error
from handler.web.openapi import operations, outcomes
from handler.web.playground.routes import documentation_pages
from handler.web.responses import NOT_CACHED, problem
from handler.web.services import Services, services_of
from handler.web.uploads import Hashed, Posting, posted

if TYPE_CHECKING:
    from handler.web.feeds.stream import Feeds

Endpoint = Callable[..., Any]


UNOBSERVED = TelemetryConfig(tracing=False, metrics=False, logs=False)


def create_app(settings: Settings, *, observed: bool = True) -> FastAPI:
    """Return the application for these settings. It opens no connection and builds no schema until asked.

    observed: whether OpenTelemetry, where it is set up, is told of requests.
    """
    log_redaction.redact_logs()
    threadpool.share_interpreter()
    app = FastAPI(
        title="Tintype",
        version=__version__,
        telemetry=None if observed else UNOBSERVED,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.router.generate_unique_id_function = operations.identity
    app.state.settings = settings
    services = services_of(settings)
    app.state.load = services.admission
    app.state.samples = ()  # keys that the first page shows, which whoever serves them knows
    app.state.signing_word = ""  # with which its links are signed, where `tintype serve` has said so
    _refusals(app, settings)
    _dialects(app, services)
    _posts(app, services)
    _feeds(app, services)
    _pages(app, services)
    _translation(app, services)
    _root(app, services)
    app.add_middleware(OutermostMiddleware, settings=settings)
    return app


def _dialects(app: FastAPI, services: Services) -> None:
    for dialect in table.open_doors(services.settings.dialects):
        for path in dialect.paths():
            app.router.routes.append(door_route(DoorRoute, dialect, path, services))


def _root(app: FastAPI, services: Services) -> None:
    """Add the door at the root behind all others."""
    dialect = table.at_root(services.settings.root)
    if dialect is None:
        return
    route = door_route(RootRoute, dialect, dialect.path, services)
    route.claimed = claimed_names(app.routes, services.settings.results_url)
    app.router.routes.append(route)


def _posts(app: FastAPI, services: Services) -> None:
    async def render(request: Request) -> Response:
        """Return the picture that a JSON recipe says, or an uploaded picture changed by a recipe."""
        posting = native.parse_alone(query_of(request), Posting)
        access = AccessRequest(RENDER.name, address_of(request))
        await _admit(request, services, access)
        hashed = Hashed(request)
        with timely(request, seconds):
            parsed, upload = await posted(hashed.request, services.settings.limits, services.presets)
        hashed.check(posting)
        parsed = parsed._replace(delivery=parsed.delivery.model_copy(update={"expires": posting.expires}))
        facts = request.state.request_log.facts
        facts |= {"key": parsed.recipe.source.logged, "view": "picture"}
        # without headers: conditions are about a GET
        effort = services.settings.effort
        asked = ImageRequest(parsed, access, {}, "POST", room_of(request), upload, effort=effort, facts=facts)
        return await within(request, seconds, picture, services, asked)

    seconds = services.settings.deadline
    app.post(RENDER.path, response_class=Response, responses=outcomes.RENDERED)(render)


def _feeds(app: FastAPI, services: Services) -> None:
    @cache
    def running() -> "Feeds":
        from handler.web.feeds.stream import Feeds  # noqa: PLC0415 - few ever watch a feed

        return Feeds(services.settings, services.sources, services.admission)

    async def feed(request: Request) -> Response:
        """Stream the newest pictures under a prefix, or the test pattern ~clock, as motion JPEG."""
        from handler.web.feeds.cameras import Feed  # noqa: PLC0415 - as above

        asked = native.parse_alone(query_of(request), Feed)
        await _admit(request, services, AccessRequest(FEEDS.name, address_of(request)))
        prefix = checked_key(decode(below(request, FEEDS.prefix)))
        return await running().answer(request, prefix, asked, room_of(request))

    _get(app, FEEDS.path, feed, responses=outcomes.FEED)


def _pages(app: FastAPI, services: Services) -> None:
    settings, door = services.settings, services.gate

    def health() -> Response:
        """Return the version, and the engine with the settings that decide bytes."""
        content = {
            "status": "ok",
            "version": __version__,
            "engine": identity.engine_of_deployment(settings.limits, settings.effort),
        }
        return JSONResponse(content, headers={"cache-control": NOT_CACHED})

    def errors(request: Request) -> Response:
        """Return the catalogue of errors, to which every problem's `type` leads."""
        door.allow(AccessRequest("errors"), None)
        return pages.errors(request.headers)

    _get(app, "/health", health, responses=outcomes.HEALTH)
    _get(app, "/errors", errors, responses=outcomes.PAGE)
    if settings.docs:
        told = documentation_pages(app, services)
        _get(app, "/", told.pop("/"), responses=outcomes.START)
        for path, endpoint in told.items():
            app.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)


def _translation(app: FastAPI, services: Services) -> None:
    def translated(request: Request) -> Response:
        """Return an address of a picture in the languages of other services."""
        services.gate.allow(AccessRequest(TRANSLATE.name, address_of(request)), None)
        from handler.web.translate import translate  # noqa: PLC0415 - it loads every dialect

        return translate(services, request)

    _get(app, TRANSLATE.path, translated, responses=outcomes.TRANSLATED)


def _refusals(app: FastAPI, settings: Settings) -> None:
    async def refused(request: Request, error: Exception) -> Response:  # else Starlette takes a thread for it
        known = error if isinstance(error, ImageError) else routing_error(error, path_of(request))
        request.state.request_log.facts["fault"] = known.fault
        request.state.request_log.reason = known.detail
        answer = problem(
            known, public_url=base_path.viewed(request.scope, settings.public_url), request_id=request.state.request_id
        )
        if known.status == HTTPStatus.METHOD_NOT_ALLOWED:
            answer.headers["allow"] = ", ".join(_methods(app, request.scope))
        return answer

    app.add_exception_handler(ImageError, refused)
    app.add_exception_handler(HTTPException, refused)


def _methods(app: FastAPI, scope: Scope) -> list[str]:
    """Return the methods that a path takes: Starlette would name those of its first route alone, and forget HEAD."""
    routes = [route for route in app.routes if isinstance(route, Route) and route.matches(scope)[0] is not Match.NONE]
    return sorted({method for route in routes for method in route.methods or ()})


def _get(app: FastAPI, path: str, endpoint: Endpoint, *, responses: outcomes.Responses) -> None:
    """Register GET, and HEAD beside it, which the schema need not repeat."""
    common: dict[str, Any] = {"response_class": Response, "responses": responses, "name": endpoint.__name__}
    app.add_api_route(path, endpoint, methods=["GET"], **common)
    app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False, **common)


async def _admit(request: Request, services: Services, asked: AccessRequest) -> None:
    """Judge a request before its body is read: in a thread where keys may have to be fetched, which takes seconds."""
    if not services.gate.keyring.remote:
        services.gate.allow(asked, None)
        return
    with timely(request, services.settings.deadline):
        await run_sync(services.gate.allow, asked, None, abandon_on_cancel=True)


app = create_app(Settings.read(os.environ), observed=not telemetry.is_off(os.environ, sys.modules))
