"""Fronts: what stands before the function: how each hands over a request, and how much it carries back."""

import re
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

from handler.core.base_path import BASE, Mounted, base_of, own, parted

Event = dict[str, Any]


LAMBDA_JSON_BYTES = 6_291_556


ALB_JSON_BYTES = 1_048_576


HEADERS_BYTES = 16_384
"""Room kept for status, headers and cookies beside the body."""


UNTOUCHED = "!$&'()*+,;=:@/~-._"
"""Characters of a path that need no escape, beside letters and digits."""


STRICT = {"host": re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?"), "x-forwarded-port": re.compile(r"[0-9]{1,5}")}
"""Headers that Mangum takes apart without looking."""


EXECUTE_API = ".execute-api."
"""In the host names that API Gateway gives by itself, whose addresses have the stage before the path."""


NOBODY = "0.0.0.0"  # noqa: S104 - an address to name, not to bind


BODILESS = {204, 303, 304}


class Front(NamedTuple):
    """What stands before Lambda. `json_bytes`: the largest answer, as JSON, that passes it."""

    name: str
    json_bytes: int
    path_encoded: bool = True

    @property
    def room(self) -> int:
        """The largest body, in bytes, before base64 makes four of every three."""
        return (self.json_bytes - HEADERS_BYTES) // 4 * 3


REST = Front("rest", LAMBDA_JSON_BYTES)


HTTP = Front("http", LAMBDA_JSON_BYTES, path_encoded=False)


FUNCTION_URL = Front("function-url", LAMBDA_JSON_BYTES)


ALB = Front("alb", ALB_JSON_BYTES)


def front_of(event: object) -> Front | None:
    """Return the front that an event came through, by its shape; None where it is no HTTP request."""
    context = event.get("requestContext") if isinstance(event, dict) else None
    if not isinstance(event, dict) or not isinstance(context, dict):
        return None
    if "elb" in context:
        return ALB
    if event.get("version") == "2.0" and "rawPath" in event:
        return FUNCTION_URL if ".lambda-url." in str(context.get("domainName", "")) else HTTP
    return REST if "httpMethod" in event and "path" in event else None


def located(event: Event, front: Front) -> Mounted:
    """Return the percent-encoded path without stage and base path, and what of these a viewer has before it."""
    path, context = str(event.get("rawPath") or event.get("path") or "/"), event["requestContext"]
    template = event.get("resource") if front is REST else str(event.get("routeKey", "")).partition(" ")[2]
    base = base_of(path, own(str(template or ""), event.get("pathParameters")))
    path = path.removeprefix(base or "") or "/"
    if front is HTTP and base is None:
        stage, path = parted(path, f"/{context.get('stage')}")
        base = stage if EXECUTE_API in str(context.get("domainName", "")) else ""
    elif front is REST and not base:  # the stage is in the address, but not in the path
        base = base_of(str(context.get("path") or ""), path)
    return Mounted(base or "", path if front.path_encoded else quote(path, safe=UNTOUCHED))


def raw_query(event: Event, front: Front) -> str:
    """Return the percent-encoded query, repeated parameters included."""
    if "rawQueryString" in event:
        return str(event["rawQueryString"])
    several = event.get("multiValueQueryStringParameters") or {}
    single = event.get("queryStringParameters") or {}
    pairs = [(name, value) for name, values in several.items() for value in values] or list(single.items())
    return urlencode(pairs) if front is REST else "&".join(f"{name}={value}" for name, value in pairs)


class Raw:
    """ASGI middleware around the app: the raw path and query, and the front's room, which Mangum does not hand on."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        event: Event = scope["aws.event"]
        front = front_of(event) or REST
        base, path = located(event, front)
        known = {
            BASE: base,
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": raw_query(event, front).encode(),
            "tintype.room": front.room,
        }
        await self.app({**scope, **known}, receive, send)


def sound_event(event: Event) -> Event:
    """Return the event without what makes Mangum raise: null or malformed headers, a missing address.

    ValueError or TypeError, as Mangum itself raises, where method, path or query are no text that a request has.
    """
    context = dict(event["requestContext"])
    front = front_of(event) or REST
    method = context["http"].get("method") if "http" in context else event.get("httpMethod")
    (located(event, front).path + raw_query(event, front)).encode()
    if not isinstance(method, str):
        raise TypeError("an event without a method")
    if "http" in context:
        context["http"] = {"sourceIp": NOBODY, **context["http"]}
    else:
        context["identity"] = {"sourceIp": NOBODY, **(context.get("identity") or {})}
    headers = {name: value for name, value in (event.get("headers") or {}).items() if _good(name, value)}
    sound = {"resource": "/{proxy+}", **event, "requestContext": context, "headers": headers}
    if several := event.get("multiValueHeaders"):
        kept = {name: [value for value in values or () if _good(name, value)] for name, values in several.items()}
        sound["multiValueHeaders"] = {name: values for name, values in kept.items() if values}
    return sound


def _good(name: str, value: object) -> bool:
    """Return whether a header can be handed on. A bad Host names nothing that the application would use."""
    if not isinstance(value, str):
        return False
    rule = STRICT.get(name.lower())
    return rule is None or rule.fullmatch(value) is not None


def kept_answer(answer: Event, event: Event) -> Event:
    """Return the answer without the media type that Mangum gives to an empty answer of payload version 2."""
    if answer.get("statusCode") in BODILESS and event.get("version") == "2.0":
        return {**answer, "headers": {k: v for k, v in answer["headers"].items() if k.lower() != "content-type"}}
    return answer
