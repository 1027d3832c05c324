"""Facts: from a parsed request to what is told of a picture and of its result, in place of the result."""

import json
from time import time

from starlette.responses import Response

from handler.dialects.interface import Document, FactsReply
from handler.rendering import describe, identity
from handler.rendering.check import check
from handler.rendering.companions import accompanied
from handler.rendering.opening import opened
from handler.rendering.plan import plan
from handler.storage.sources import Fetching
from handler.web import responses
from handler.web.images import ImageRequest, admitted
from handler.web.services import Services


def info(services: Services, request: ImageRequest, reply: FactsReply) -> Response:
    """Answer facts of the source and the predicted result, from headers alone, as the reply's dialect writes them."""
    admitted(services, request)
    recipe, settings = request.recipe, services.settings
    fetching = Fetching(services.sources, whole=False)
    failures = services.failures.remembering(recipe.source, f"info {request.text}", recipe.sources[1:])
    given = fetching, settings.limits, settings.inputs
    with failures, opened(recipe.source, *given) as header, accompanied(recipe, *given) as whole:
        planned = plan(whole, header, settings.limits)
        if not reply.bare:
            check(planned, settings.limits)
        digest = identity.digest_of(request.text, fetching.facts, settings.limits)
        content = describe.of(recipe, header, planned, fetching.facts, digest)
    brief = responses.facts_lifetime(request.parsed.delivery, time())
    document = reply.document or Document(dict)
    body = json.dumps(document.write(content), ensure_ascii=False, indent=2)
    return responses.page(body, document.media_type, request.headers, request.vary, brief)
