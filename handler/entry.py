"""Entry: what Lambda calls. Mangum hands HTTP events to the app, with what it loses put back; others go to the worker.

The table of fronts says what each of them does to a request and how much it can carry back:

| front        | path in the event  | query in the event              | answer, bytes |
|--------------|--------------------|---------------------------------|---------------|
| rest         | percent-encoded    | decoded, as lists               | 6 MB of JSON  |
| http         | decoded            | raw                             | 6 MB of JSON  |
| function-url | percent-encoded    | raw                             | 6 MB of JSON  |
| alb          | percent-encoded    | percent-encoded, single or lists| 1 MB of JSON  |

Before the path may stand a stage, and the base path of a custom domain (`handler.core.base_path`):

| front        | default address                                  | custom domain with a base path               |
|--------------|--------------------------------------------------|----------------------------------------------|
| rest         | stage in requestContext.path alone               | base path in path and requestContext.path    |
| http, 2.0    | stage in rawPath                                 | stage in rawPath at most; the mapping nowhere|
| http, 1.0    | stage in path                                    | base path in path                            |

What the route of the API matched (resource or routeKey, with pathParameters) is what the application gets.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from handler.aws import cold_start

cold_start.begin()

import json
import logging
import os
from typing import Any

from mangum import Mangum

from handler.app import app
from handler.aws.fronts import Event, Raw, front_of, kept_answer, sound_event
from handler.errors import InvalidRequest, failure

log = logging.getLogger("tintype")

http = Mangum(
    Raw(app),
    lifespan="off",  # "auto" would start and stop the application at every request
    text_mime_types=["application/json", "application/problem+json", "text/"],
)


def lambda_handler(event: Event, context: Any) -> Event:  # noqa: ANN401 - Lambda's context has no public type
    """Answer an HTTP request with a response; hand any other event to the worker."""
    if front_of(event) is None:
        from handler.jobs.event_handler import handle_event  # noqa: PLC0415 - most functions never see an event

        return handle_event(event, context)
    try:
        return kept_answer(http(sound_event(event), context), event)
    except Exception as error:
        log.exception("an event that Mangum could not read")
        return _problem(error)


def _problem(error: Exception) -> Event:
    """Return the answer to a request that never reached the application."""
    refused = failure(error) if isinstance(error, MemoryError) else InvalidRequest("the request cannot be understood")
    problem = {
        "type": f"/errors#{refused.slug()}",
        "title": refused.title,
        "status": refused.status,
        "detail": refused.detail,
    }
    headers = {"content-type": "application/problem+json", "cache-control": "no-store"}
    return {"statusCode": refused.status, "headers": headers, "body": json.dumps(problem), "isBase64Encoded": False}


cold_start.finish(os.environ, app)
