"""Requests as each front of Lambda sends them to the function, and its answers as the front sends them on."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.support.processes.asgi_servers import Answer, Request

Event = dict[str, Any]
EVENTS = Path(__file__).parents[3] / "events"
TEXT = ("application/json", "text/")


def rest(request: Request) -> Event:
    """REST API: the path as it came, the query decoded, every body in base64 for BinaryMediaTypes */*."""
    made = _made("rest-picture", request)
    path, query = _parted(request)
    pairs = parse_qsl(query, keep_blank_values=True)
    several = _several(pairs)
    body = base64.b64encode(request.body).decode() if request.body else None
    return made | {
        "httpMethod": request.method,
        "resource": "/" if path == "/" else "/{proxy+}",
        "path": path,
        "pathParameters": None if path == "/" else {"proxy": unquote(path).strip("/")},
        "requestContext": made["requestContext"] | {"path": path, "domainName": "img.example.com"},
        "queryStringParameters": dict(pairs) or None,
        "multiValueQueryStringParameters": several or None,
        "headers": made["headers"] | dict(request.headers),
        "multiValueHeaders": made["multiValueHeaders"] | _several(request.headers),
        "body": body,
        "isBase64Encoded": body is not None,
    }


def http_api(request: Request) -> Event:
    """HTTP API: the path decoded, the query raw, lines of one header joined."""
    return _second("http-api-picture", request, unquote(_parted(request)[0]))


def function_url(request: Request) -> Event:
    """Function URL: path and query raw, lines of one header joined."""
    return _second("function-url-picture", request, _parted(request)[0])


def alb(request: Request) -> Event:
    """A load balancer: path and query raw; of several parameters or headers of one name the last."""
    made = _made("alb-picture", request)
    path, query = _parted(request)
    low = {name.lower(): value for name, value in request.headers}
    return (
        made
        | _body(request)
        | {
            "httpMethod": request.method,
            "path": path,
            "queryStringParameters": dict(_split(query)),
            "headers": made["headers"] | low,
        }
    )


def alb_multi_value(request: Request) -> Event:
    """A load balancer with lambda.multi_value_headers.enabled: the same, with all of one name in a list."""
    made = _made("alb-multi-value-picture", request)
    path, query = _parted(request)
    low = [(name.lower(), value) for name, value in request.headers]
    return (
        made
        | _body(request)
        | {
            "httpMethod": request.method,
            "path": path,
            "multiValueQueryStringParameters": _several(_split(query)),
            "multiValueHeaders": made["multiValueHeaders"] | _several(low),
        }
    )


FRONTS: dict[str, Callable[[Request], Event]] = {
    "REST API": rest,
    "HTTP API": http_api,
    "Function URL": function_url,
    "ALB": alb,
    "ALB, multi-value": alb_multi_value,
}


def answered(answer: Event) -> Answer:
    """Return what the client gets of a function's answer."""
    several = {name: ", ".join(values) for name, values in (answer.get("multiValueHeaders") or {}).items()}
    headers = {name.lower(): value for name, value in {**several, **(answer.get("headers") or {})}.items()}
    body = answer["body"]
    data = base64.b64decode(body, validate=True) if answer["isBase64Encoded"] else body.encode()
    return Answer(answer["statusCode"], headers, data)


def _second(name: str, request: Request, path: str) -> Event:
    """Return an event of payload version 2."""
    made = _made(name, request)
    headers = {name.lower(): ",".join(values) for name, values in _several(request.headers).items()}
    http = made["requestContext"]["http"] | {"method": request.method, "path": path}
    return (
        made
        | _body(request)
        | {
            "rawPath": path,
            "rawQueryString": _parted(request)[1],
            "headers": made["headers"] | headers,
            "requestContext": made["requestContext"] | {"http": http},
        }
    )


def _made(name: str, request: Request) -> Event:
    """Return an event file without its Accept and its query, and with the body's length."""
    made: Event = json.loads((EVENTS / f"{name}.json").read_text())
    made["queryStringParameters"] = None
    for field in ("headers", "multiValueHeaders"):
        if field in made:
            kept = {name: value for name, value in made[field].items() if name.lower() != "accept"}
            length = str(len(request.body))
            made[field] = kept | (
                {"content-length": length if field == "headers" else [length]} if request.body else {}
            )
    return made


def _body(request: Request) -> Event:
    """Return the body as version 2 and load balancers have it: text as it is, all else in base64."""
    kind = dict(request.headers).get("Content-Type", "")
    if kind.startswith(TEXT):
        return {"body": request.body.decode(), "isBase64Encoded": False}
    return {"body": base64.b64encode(request.body).decode(), "isBase64Encoded": bool(request.body)}


def _parted(request: Request) -> tuple[str, str]:
    path, _, query = request.target.partition("?")
    return path, query


def _split(query: str) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return [(name, value) for name, _, value in pairs]


def _several(pairs: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
