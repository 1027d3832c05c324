"""Routes: the pages that are there where TINTYPE_DOCS allows them, each by its path; all pass the gate as pages do."""

import json
from collections.abc import Callable

from fastapi import FastAPI, Request
from starlette.responses import Response

from handler.core import base_path
from handler.web import pages
from handler.web.access.gate import AccessRequest
from handler.web.responses import page
from handler.web.services import Services

PageEndpoint = Callable[[Request], Response]

ASSETS = "/docs/playground/{name}"
"""Where the playground's files are: below a page that is there already, so that no key at the root is lost to them."""


def documentation_pages(app: FastAPI, services: Services) -> dict[str, PageEndpoint]:
    """Return the endpoints of the first page, the API documentation and the files of both."""
    settings = services.settings

    def admit() -> None:
        services.gate.allow(AccessRequest("docs"), None)

    def start(request: Request) -> Response:
        """Return what there is to ask for, as HTML or as JSON, as Accept prefers."""
        admit()
        from handler.web.playground import start as first  # noqa: PLC0415 - where there is no documentation, never

        address = base_path.viewed(request.scope, settings.public_url)
        signs, samples = bool(app.state.signing_word), app.state.samples
        return first.start(request.headers, address, samples, settings.dialects, root=settings.root, signs=signs)

    def playground(request: Request) -> Response:
        admit()
        from handler.web.playground.assets import playground_file  # noqa: PLC0415 - as above

        return playground_file(request.path_params["name"], request.headers)

    def described(request: Request) -> Response:
        admit()
        from handler.web.openapi import schema as openapi  # noqa: PLC0415 - as above

        schema = openapi.schema(app, base_path.viewed(request.scope, settings.public_url))
        return page(json.dumps(schema), "application/json", request.headers)

    def docs(request: Request) -> Response:
        admit()
        return pages.documentation(app.title, request.headers, settings.public_url)

    def asset(request: Request) -> Response:
        admit()
        return pages.asset(request.path_params["name"], request.headers)

    return {
        "/": start,
        ASSETS: playground,
        "/openapi.json": described,
        "/docs": docs,
        "/docs/{name}": asset,
    }
