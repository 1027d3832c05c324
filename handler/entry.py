"""Entry: Lambda's door. HTTP events go through Mangum to the app, with what Mangum loses put back; others are answered.

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
from handler.errors import ImageError, InvalidRequest, failure

log = logging.getLogger("tintype")

http = Mangum(
    Raw(app),
    lifespan="off",  # "auto" would start and stop the application at every request
    text_mime_types=["application/json", "application/problem+json", "text/"],
)


def lambda_handler(event: Event, context: Any) -> Event:  # noqa: ANN401 - Lambda's context has no public type
    """Answer an HTTP request with a response; hand any other event to the worker."""
    if front_of(event) is None:
        return _worked(event, context)
    try:
        return kept_answer(http(sound_event(event), context), event)
    except Exception as error:
        log.exception("an event that Mangum could not read")
        unread = InvalidRequest("the request cannot be understood")
        refused = failure(error) if isinstance(error, MemoryError) else unread
        body = json.dumps(_refusal(refused))
        headers = {"content-type": "application/problem+json", "cache-control": "no-store"}
        return {"statusCode": refused.status, "headers": headers, "body": body, "isBase64Encoded": False}


def _worked(event: object, context: object) -> Event:
    """Do what an event asks that is no HTTP request; raise only what Lambda or the queue shall try again."""
    from handler.jobs.events import messages  # noqa: PLC0415 - as below
    from handler.jobs.worker import worker_of  # noqa: PLC0415 - a function behind a URL never needs it

    try:
        worker = worker_of(app.state.settings)
    except ValueError as error:
        log.error("events cannot be handled: %s", error)  # noqa: TRY400 - the message says it all
        if waiting := messages(event):  # none is lost: they go where the queue sends what fails
            return {"batchItemFailures": [{"itemIdentifier": each} for each in waiting]}
        return {"ok": False, "error": _refusal(InvalidRequest(str(error)))}
    return worker.handle(event, context)


def _refusal(error: ImageError) -> Event:
    return {"type": f"/errors#{error.slug()}", "title": error.title, "status": error.status, "detail": error.detail}


cold_start.finish(os.environ, app)
