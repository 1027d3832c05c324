"""Link signing: the playground of `tintype serve` gets its links signed, for whoever has started that server.

1. The route is added by `tintype serve` alone, where it listens at the loopback and has keys. No setting opens it, so a
   deployed page, which would sign for anybody, has none.
2. Who asks shows the word that `serve` prints with its address. It is in a fragment, which no server and no log sees.
   So neither another user of this machine is answered, nor who comes through a proxy before this server.
3. The Origin is the server's own, under a name of the loopback. A page of another site has another one, even where its
   name was made to mean this machine (DNS rebinding).
4. Pages of other origins get no header that lets them read the answer, nor, in a preflight, send the word.
"""

from collections.abc import Mapping
from hmac import compare_digest
from ipaddress import ip_address
from secrets import token_urlsafe
from typing import Annotated
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from fastapi import FastAPI
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handler.config.keyring import Keyring
from handler.core import base_path
from handler.core.params import Declared, Param
from handler.core.signing import sign
from handler.dialects import native
from handler.errors import InvalidParameter, NotAllowed
from handler.web.dispatch import query_of
from handler.web.middleware import OWN_PAGES
from handler.web.responses import NOT_CACHED

PATH = "/docs/sign/link"
"""Where no other route looks, whatever is at the root."""

WORD = "x-playground-word"
"""The header that has the word."""


class SigningWish(Declared):
    """What is to be signed."""

    url: Annotated[
        str,
        Param("url"),
        Field(
            min_length=1,
            max_length=8192,
            description="The address to sign, from its path on, percent-encoded.",
            examples=["/images/bee.jpg%3Fw=301"],
        ),
    ]


def open_signing(app: FastAPI) -> str:
    """Add the route, and return the word that its page has to know; nothing where there are no keys, or no page.

    Only for a server that this machine alone can reach.
    """
    settings = app.state.settings
    keyring = Keyring(settings.signing_keys)
    if not keyring.there or not settings.docs:
        return ""
    word = token_urlsafe(16)

    async def signed(request: Request) -> Response:
        request.state.pages = OWN_PAGES
        check_asker(request.headers, request.scope.get("scheme", "http"), word)
        wish = native.parse_alone(query_of(request), SigningWish)
        key, *_ = await run_sync(keyring.keys)
        base = base_path.viewed(request.scope, settings.public_url)
        try:
            url = sign(wish.url, key, base=base)
        except ValueError as error:
            raise InvalidParameter(f"url: {error}", parameter="url") from error
        return JSONResponse({"url": url}, headers={"cache-control": NOT_CACHED})

    app.router.routes.insert(0, Route(PATH, signed, methods=["POST"], name="sign"))
    return word


def check_asker(headers: Mapping[str, str], scheme: str, word: str) -> None:
    """Return if a request comes from the page of this server, in the browser of who started it; NotAllowed if not."""
    host = headers.get("host", "")
    if not _loopback(host):
        raise NotAllowed("links are signed for pages of this machine alone, as http://127.0.0.1:8000/")
    elsewhere = headers.get("sec-fetch-site", "same-origin") != "same-origin"
    if elsewhere or headers.get("origin") != f"{scheme}://{host}":
        raise NotAllowed("links are signed for the page of this server alone")
    if not compare_digest(headers.get(WORD, "").encode(), word.encode()):
        raise NotAllowed("links are signed in the page whose whole address tintype serve has printed, with #sign=")


def _loopback(host: str) -> bool:
    """Return whether a Host header is a name of the loopback."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
