"""Facts: from a parsed request to what is told of a picture and of its result, in place of the result.

Headers alone are read for it; for placeholders and faces, which have to be asked for, a small reduction is decoded.
"""

import json
from time import time
from typing import Any

from starlette.responses import Response

from handler.core.output import Output
from handler.dialects.interface import Document, FactsReply
from handler.recipe import Recipe
from handler.rendering import describe, identity
from handler.rendering.check import check
from handler.rendering.companions import accompanied
from handler.rendering.opening import opened
from handler.rendering.picture import Picture
from handler.rendering.plan import plan
from handler.rendering.portraits import faces_told
from handler.rendering.render import render_opened
from handler.storage.sources import Fetching
from handler.web import responses
from handler.web.images import ImageRequest, admitted
from handler.web.services import Services

PLACEHOLDER = "placeholder"


def info(services: Services, request: ImageRequest, reply: FactsReply) -> Response:
    """Answer facts of the source and the predicted result, as the reply's dialect writes them."""
    admitted(services, request)
    recipe, settings = request.recipe, services.settings
    fetching = Fetching(services.sources, whole=reply.wish.placeholder or reply.wish.faces)
    asked = f"info {reply.wish.model_dump()} {request.text}"
    failures = services.failures.remembering(recipe.source, asked, recipe.sources[1:])
    given = fetching, settings.limits, settings.inputs
    with failures, opened(recipe.source, *given) as header, accompanied(recipe, *given) as whole:
        planned = plan(whole, header, settings.limits)
        if not reply.bare:
            check(planned, settings.limits)
        digest = identity.digest_of(request.text, fetching.facts, settings.limits)
        content = describe.of(recipe, header, planned, fetching.facts, digest)
        if reply.wish.placeholder:
            content["placeholder"] = _placeholder(services, whole, header)
        if reply.wish.faces:
            content["faces"] = _faces(services, header)
    brief = responses.facts_lifetime(request.parsed.delivery, time())
    document = reply.document or Document(lambda told, _: told)
    if document.metadata:
        beside = fetching.facts[0].metadata if fetching.facts else {}
        content["beside"] = {name: beside[name] for name in document.metadata if name in beside}
    body = json.dumps(document.write(content, settings.limits), ensure_ascii=False, indent=2)
    more = {**document.headers, **request.vary}
    return responses.page(body, document.media_type, request.headers, more, brief)


def _faces(services: Services, header: Picture) -> dict[str, Any]:
    """Return where faces are in the stored picture."""
    services.admission.check()
    return faces_told(header, services.settings.limits, services.admission)


def _placeholder(services: Services, recipe: Recipe, header: Picture) -> dict[str, Any]:
    """Return what can be shown until the result is there."""
    services.admission.check()
    small = recipe.model_copy(update={"output": Output(formats=(PLACEHOLDER,), effort=recipe.output.effort)})
    made = render_opened(small, header, services.settings.limits, services.admission)
    told: dict[str, Any] = json.loads(made.body)
    return told
