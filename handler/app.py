"""App: the routes, nothing else. Each one parses its address and hands over to `handler.web.images`."""

import json
import os
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from handler import __version__
from handler.config.settings import Settings
from handler.core import base_path
from handler.core.delivery import Delivery
from handler.core.keys import checked_key, decode
from handler.core.signing import Address
from handler.core.suggest import nearest
from handler.dialects import native
from handler.dialects.native import Parsed
from handler.errors import ImageError, NotFound
from handler.generators import GENERATORS
from handler.generators.generator import Generator
from handler.rendering import identity
from handler.runtime import log_redaction, threadpool
from handler.web import gate, pages
from handler.web.deadline import threaded, timely, within
from handler.web.feeds.cameras import Feed
from handler.web.feeds.stream import Feeds
from handler.web.images import Answers, ImageRequest
from handler.web.middleware import Envelope, refusal
from handler.web.openapi import outcomes
from handler.web.openapi import schema as openapi
from handler.web.responses import NOT_CACHED, page, problem
from handler.web.signpost import signpost
from handler.web.uploads import Hashed, Posting, posted

Endpoint = Callable[..., Any]


def create_app(settings: Settings) -> FastAPI:
    """Return the application for these settings. It opens no connection and builds no schema until asked."""
    log_redaction.redact_logs()
    threadpool.share_interpreter()
    app = FastAPI(
        title="Tintype", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    app.router.generate_unique_id_function = openapi.identity
    app.state.settings = settings
    answers = Answers(settings)
    app.state.load = answers.load
    app.state.samples = ()  # keys that the first page shows, which whoever serves them knows
    _refusals(app, settings)
    _pictures(app, answers)
    _generators(app, answers)
    _feeds(app, Feeds(answers))
    _pages(app, settings, answers.gate)
    app.add_middleware(Envelope, settings=settings)
    return app


def _pictures(app: FastAPI, answers: Answers) -> None:
    def images(request: Request) -> Response:
        """Return a stored picture, changed as the parameters say; without one, as it is stored."""
        return answers.picture(
            _asked(request, native.parse(_query(request), _key(request, "/images/"), answers.presets), "images")
        )

    def info(request: Request) -> Response:
        """Return facts of a stored picture and, with parameters, of the result, without reading its pixels."""
        return answers.info(
            _asked(request, native.parse(_query(request), _key(request, "/info/"), answers.presets), "info")
        )

    async def render(request: Request) -> Response:
        """Return the picture that a JSON recipe says, or an uploaded picture changed by a recipe."""
        posting, address = native.parse_alone(_query(request), Posting), _address(request)
        await _admit(request, answers, gate.AccessRequest("render", address))
        hashed = Hashed(request)
        with timely(request, seconds):
            parsed, upload = await posted(hashed.request, answers.settings.limits)
        hashed.check(posting)
        parsed = Parsed(parsed.recipe, Delivery(expires=posting.expires))
        facts, room = request.state.request_log.facts, _room(request)  # without headers: conditions are about a GET
        asked = ImageRequest(parsed, "render", {}, "POST", room, upload, address=address, facts=facts)
        return await within(request, seconds, answers.picture, asked)

    seconds = answers.settings.deadline
    stored = outcomes.stored(stand_in=answers.settings.fallback is not None)
    _get(app, "/images/{key:path}", threaded(images, seconds), responses=stored)
    _get(app, "/info/{key:path}", threaded(info, seconds), responses=outcomes.FACTS)
    app.post("/render", response_class=Response, responses=outcomes.RENDERED)(render)


def _generators(app: FastAPI, answers: Answers) -> None:
    def route(kind: type[Generator], name: str) -> None:
        def generate(request: Request) -> Response:
            return answers.picture(
                _asked(request, native.parse_made(_query(request), kind, answers.presets), "generate")
            )

        generate.__doc__ = kind.__doc__
        endpoint = threaded(generate, answers.settings.deadline)
        _get(app, f"/generate/{name}", endpoint, responses=outcomes.made(kind), name=f"generate_{name}")

    names = [kind.model_fields["generate"].default for kind in GENERATORS]
    for kind, name in zip(GENERATORS, names, strict=True):
        route(kind, name)

    def unknown(request: Request) -> Response:
        asked = request.path_params["name"]
        near = nearest(asked, names)
        hint = f"; did you mean {near}?" if near else ""
        raise NotFound(f"there is no generator {asked[:40]!r}{hint}; they are {', '.join(names)}", nearest=near)

    app.add_route("/generate/{name}", unknown, include_in_schema=False)


def _feeds(app: FastAPI, feeds: Feeds) -> None:
    async def feed(request: Request) -> Response:
        """Stream the newest pictures under a prefix, or the test pattern ~clock, as motion JPEG."""
        asked, address = native.parse_alone(_query(request), Feed), _address(request)
        await _admit(request, feeds.answers, gate.AccessRequest("feeds", address))
        return await feeds.answer(request, _key(request, "/feeds/"), asked, _room(request))

    _get(app, "/feeds/{prefix:path}", feed, responses=outcomes.FEED)


def _pages(app: FastAPI, settings: Settings, door: gate.Gate) -> None:
    def health() -> Response:
        """Return the version and the engine."""
        content = {"status": "ok", "version": __version__, "engine": identity.engine()}
        return JSONResponse(content, headers={"cache-control": NOT_CACHED})

    def start(request: Request) -> Response:
        """Return what there is to ask for, as HTML or as JSON, as Accept prefers."""
        door.allow(gate.AccessRequest("docs"), None)
        return pages.start(request.headers, base_path.viewed(request.scope, settings.public_url), app.state.samples)

    def errors(request: Request) -> Response:
        """Return the catalogue of errors, to which every problem's `type` leads."""
        door.allow(gate.AccessRequest("errors"), None)
        return pages.errors(request.headers)

    def described(request: Request) -> Response:
        door.allow(gate.AccessRequest("docs"), None)
        schema = openapi.schema(app, base_path.viewed(request.scope, settings.public_url))
        return page(json.dumps(schema), "application/json", request.headers)

    def docs(request: Request) -> Response:
        door.allow(gate.AccessRequest("docs"), None)
        return pages.documentation(app.title, request.headers, settings.public_url)

    def asset(request: Request) -> Response:
        door.allow(gate.AccessRequest("docs"), None)
        return pages.asset(request.path_params["name"], request.headers)

    _get(app, "/health", health, responses=outcomes.HEALTH)
    _get(app, "/errors", errors, responses=outcomes.PAGE)
    if settings.docs:
        _get(app, "/", start, responses=outcomes.START)
        for path, endpoint in {"/openapi.json": described, "/docs": docs, "/docs/{name}": asset}.items():
            app.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)


def _refusals(app: FastAPI, settings: Settings) -> None:
    async def refused(request: Request, error: Exception) -> Response:  # else Starlette takes a thread for it
        known = error if isinstance(error, ImageError) else refusal(error, _path(request))
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


def _get(
    app: FastAPI, path: str, endpoint: Endpoint, *, responses: outcomes.Responses, name: str | None = None
) -> None:
    """Register GET, and HEAD beside it, which the schema need not repeat."""
    common: dict[str, Any] = {"response_class": Response, "responses": responses, "name": name or endpoint.__name__}
    app.add_api_route(path, endpoint, methods=["GET"], **common)
    app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False, **common)


async def _admit(request: Request, answers: Answers, asked: gate.AccessRequest) -> None:
    """Judge a request before its body is read: in a thread where keys may have to be fetched, which takes seconds."""
    if not answers.gate.keyring.remote:
        answers.gate.allow(asked, None)
        return
    with timely(request, answers.settings.deadline):
        await run_sync(answers.gate.allow, asked, None, abandon_on_cancel=True)


def _asked(request: Request, parsed: Parsed, door: gate.Door) -> ImageRequest:
    facts = request.state.request_log.facts
    address, room = _address(request), _room(request)
    return ImageRequest(parsed, door, request.headers, request.method, room, address=address, facts=facts)


def _query(request: Request) -> str:
    return bytes(request.scope["query_string"]).decode("latin-1")


def _key(request: Request, prefix: str) -> str:
    """Return the key in the path, decoded once from the raw path: Starlette's has lost what was encoded."""
    start, found, rest = _path(request).partition(prefix.encode())
    if start or not found:
        raise NotFound(f"there is no such path; {signpost(_path(request))}")
    return checked_key(decode(rest))


def _path(request: Request) -> bytes:
    return request.scope.get("raw_path") or quote(request.scope["path"]).encode()


def _address(request: Request) -> Address:
    return Address(_path(request), _query(request))


def _room(request: Request) -> int | None:
    """Return how many bytes the front can carry, which `entry` notes; a server of its own has no limit."""
    room: int | None = request.scope.get("tintype.room")
    return room


app = create_app(Settings.read(os.environ))
