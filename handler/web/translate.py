"""Translate: an address of one dialect said in others, as JSON. No picture is read for it."""

import json
from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from handler.core import base_path
from handler.core.params import Declared, Param
from handler.dialects import native
from handler.dialects.table import families
from handler.dialects.translation import known_dialect, translations
from handler.web import responses
from handler.web.dispatch import query_of
from handler.web.services import Services

LONGEST_LIST, LONGEST_NAME = 64, 32
"""Names of dialects in one list, and characters of one."""


class TranslationWish(Declared):
    """The parameters of a translation."""

    url: Annotated[
        str,
        Param("url"),
        Field(
            min_length=1,
            max_length=8192,
            description="The address of a picture, from its path on or whole, percent-encoded.",
            examples=["/images/bee.jpg%3Fw=300"],
        ),
    ]
    to: Annotated[
        tuple[str, ...],
        Param("to"),
        Field(
            max_length=LONGEST_LIST,
            description="Dialects that it shall be said in; without it all of them.",
            examples=["thumbor,imgix"],
        ),
    ] = ()
    spoken: Annotated[
        str | None,
        Param("from"),
        Field(
            min_length=1,
            max_length=LONGEST_NAME,
            description="The dialect of the address, where neither its path nor its host tells.",
            examples=["thumbor"],
        ),
    ] = None


def translate(services: Services, request: Request) -> Response:
    """Return an address in the dialects that are asked for, or what each of them cannot say of it."""
    wish = native.parse_alone(query_of(request), TranslationWish)
    family = known_dialect(wish.spoken, "from") if wish.spoken else ""
    to = [known_dialect(each, "to") for each in wish.to] or sorted(families())
    settings = services.settings
    spoken, said = translations(
        wish.url,
        to,
        family=family,
        root=settings.root,
        presets=services.presets,
        key_of=services.sources.key_of,
    )
    base = base_path.viewed(request.scope, settings.public_url)
    told = {
        "from": spoken,
        "to": {each.to: {"url": f"{base}{each.url}"} if each.url else {"why": each.why} for each in said},
    }
    return responses.page(json.dumps(told, ensure_ascii=False, indent=2), "application/json", request.headers)
