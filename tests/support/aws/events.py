"""The sample events of events/, what the function answers to each, and a Lambda context."""

import base64
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

SAMPLES = Path(__file__).parents[3] / "samples"


EVENTS = {path.stem: path for path in (Path(__file__).parents[3] / "events").glob("*.json")}


PICTURES = {
    "rest-picture": (300, 197),
    "rest-base-path-picture": (300, 197),
    "http-api-picture": (300, 197),
    "http-api-stage-picture": (300, 197),
    "function-url-picture": (300, 197),
    "alb-picture": (300, 197),
    "alb-multi-value-picture": (300, 197),
    "rest-upload": (32, 32),
}


REFUSED = {
    "rest-unknown-parameter": (400, "unknown-parameter"),
    "http-api-missing": (404, "not-found"),
    "function-url-repeated-parameter": (400, "repeated-parameter"),
    "alb-out-of-range": (400, "invalid-parameter"),
    "alb-multi-value-bad-key": (400, "invalid-key"),
    "rest-upload-no-picture": (415, "unaccepted-kind"),
}


THUMB = {"key": "citrus.jpg", "made": ["thumb"]}


PURGED = {"key": "summer 2026/café.jpg", "purged": True, "changed": True}


WORKED: dict[
    str, Any
] = {  # what the worker says it has done; of an event out of a queue, what the queue is to send again
    "s3-created": [THUMB],
    "s3-removed": [PURGED],
    "s3-test": [],
    "eventbridge-created": [THUMB],
    "eventbridge-deleted": [PURGED],
    "sns-s3": [THUMB],
    "sqs-s3": {"batchItemFailures": []},
    "sqs-sns-s3": {"batchItemFailures": []},
    "direct-recipe": [(48, 32, "image/webp")],
    "direct-recipes": [(48, 32, "image/webp"), (32, 32, "image/png")],
}


Answer = dict[str, Any]


class Context:
    """What of Lambda's context is used."""

    aws_request_id = "11111111-2222-3333-4444-555555555555"


def event(name: str) -> Answer:
    loaded: Answer = json.loads(EVENTS[name].read_text())
    return loaded


def headers(answer: Answer) -> dict[str, str]:
    several = {name: values[0] for name, values in (answer.get("multiValueHeaders") or {}).items()}
    return {name.lower(): value for name, value in {**several, **(answer.get("headers") or {})}.items()}


def picture(answer: Answer) -> Image.Image:
    assert answer["statusCode"] == 200, answer["body"][:500]
    assert answer["isBase64Encoded"] is True
    data = base64.b64decode(answer["body"], validate=True)
    assert headers(answer)["content-length"] == str(len(data))
    image = Image.open(io.BytesIO(data))
    assert headers(answer)["content-type"] == Image.MIME[image.format or ""]
    return image


def said(result: Answer) -> Any:
    """Return what matters of a result: names of what was made, not how many bytes."""
    if "location" in result:
        return result["width"], result["height"], result["media_type"]
    return {
        name: True if name == "purged" else list(value) if name == "made" else value for name, value in result.items()
    }


def v2(path: str, query: str = "", *, domain: str = "x.lambda-url.us-east-1.on.aws", method: str = "GET") -> Answer:
    made = event("function-url-picture")
    made |= {"rawPath": path, "rawQueryString": query}
    made["requestContext"] |= {"domainName": domain}
    made["requestContext"]["http"] |= {"path": path, "method": method}
    return made


def rest(path: str, query: dict[str, list[str]]) -> Answer:
    return event("rest-picture") | {"path": path, "multiValueQueryStringParameters": query}


NOISE = {"style": ["noise"], "cell": ["1"], "size": ["2600x2600"], "fm": ["webp"], "lossless": ["true"]}
