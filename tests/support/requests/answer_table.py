"""Requests that every server and front answers with the same status: the table of them."""

import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from PIL import Image

from tests.support.processes.asgi_servers import Request

KEYS = ["a b.png", "a+b.png", "é猫.png", "100%.png", "a/b.png", "%2e%2e.png", "q?#&=.png", "it's(1)!;@:$,.png"]
NOTE = "note.txt"
JSON = ("Content-Type", "application/json")
FORM = ("Content-Type", "multipart/form-data; boundary=b")
RECIPE = b'{"source": {"key": "owl.png"}, "ops": [{"op": "resize", "w": 24}], "output": {"formats": ["webp"]}}'
BROWSER = ("Accept", "image/avif,image/webp,image/apng,image/*,*/*;q=0.8")
PREFLIGHT = (("Origin", "https://a.example"), ("Access-Control-Request-Method", "GET"))
OWL = "/images/owl.png"


class Row(NamedTuple):
    """A request and the status it gets. instead: the status where a front by design hands on something else."""

    status: int
    request: Request
    instead: Mapping[str, int] = MappingProxyType({})


def get(status: int, target: str, *headers: tuple[str, str], **instead: int) -> Row:
    return Row(
        status, Request(target, "GET", headers), {name.replace("_", " "): code for name, code in instead.items()}
    )


def head(status: int, target: str, *headers: tuple[str, str]) -> Row:
    return Row(status, Request(target, "HEAD", headers))


def post(status: int, target: str, body: bytes, *headers: tuple[str, str]) -> Row:
    return Row(status, Request(target, "POST", headers, body))


def form(recipe: bytes) -> bytes:
    """Return a form with a picture and a recipe."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    part = b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
    picture = part % (b"picture", b'; filename="p.png"\r\nContent-Type: image/png', file.getvalue())
    return picture + part % (b"recipe", b"", recipe) + b"--b--\r\n"


TABLE = {
    "picture": get(200, "/images/citrus.jpg?w=48"),
    "picture again": head(200, "/images/citrus.jpg?w=48"),
    "picture not made yet": head(200, "/images/citrus.jpg?w=49"),
    "picture to a browser": get(200, "/images/citrus.jpg?w=48", BROWSER),
    "picture as WebP": get(200, "/images/citrus.jpg?w=48", ("Accept", "image/webp,*/*")),
    "picture never as WebP": get(200, "/images/citrus.jpg?w=48", ("Accept", "image/webp;q=0,*/*")),
    "Accept in two lines": get(200, f"{OWL}?w=20", ("Accept", "image/png"), ("Accept", "image/webp"), ALB=200),
    "Accept in small letters": get(200, f"{OWL}?w=20", ("accept", "image/webp")),
    "animation": get(200, "/images/lighthouse.gif?w=24&fm=webp"),
    "PNG with few colours": get(200, f"{OWL}?w=24&fm=png&colors=8"),
    "download": get(200, f"{OWL}?w=24&fm=jpg&dl=caf%C3%A9"),
    "edition": get(200, f"{OWL}?w=24&fm=jpg&v=1"),
    "alias and escaped value": get(200, f"{OWL}?width=24&format=jpg&bg=%66%66f"),
    "facts by fm": get(200, f"{OWL}?w=24&fm=json"),
    "facts": get(200, "/info/owl.png?w=24"),
    "facts, head": head(200, "/info/owl.png"),
    "facts not changed": get(304, "/info/owl.png", ("If-None-Match", "*")),
    "original": get(200, OWL),
    "original with a bare question mark": get(200, f"{OWL}?"),
    "original, head": head(200, OWL),
    "original, head and a range": head(200, OWL, ("Range", "bytes=0-9")),
    "first bytes": get(206, OWL, ("Range", "bytes=0-9")),
    "last bytes": get(206, OWL, ("Range", "bytes=-10")),
    "open range": get(206, OWL, ("Range", "bytes=32000-")),
    "several ranges": get(200, OWL, ("Range", "bytes=0-1,4-5")),
    "unknown unit": get(200, OWL, ("Range", "lines=0-1")),
    "range past the end": get(416, OWL, ("Range", "bytes=99999999-")),
    "range if the same": get(206, OWL, ("Range", "bytes=0-9"), ("If-Range", "{original}")),
    "range if another": get(200, OWL, ("Range", "bytes=0-9"), ("If-Range", '"other"')),
    "original not changed": get(304, OWL, ("If-None-Match", "{original}")),
    "original not changed since": get(304, OWL, ("If-Modified-Since", "{modified}")),
    "original another than named": get(412, OWL, ("If-Match", '"other"')),
    "original changed since": get(412, OWL, ("If-Unmodified-Since", "Mon, 01 Jan 1990 00:00:00 GMT")),
    "rendition not changed": get(304, f"{OWL}?w=16&fm=png", ("If-None-Match", '"x", W/{rendition}')),
    "rendition not changed, in two lines": get(
        304, f"{OWL}?w=16&fm=png", ("If-None-Match", "{rendition}"), ("If-None-Match", '"x"'), ALB=200
    ),
    "rendition not changed, head": head(304, f"{OWL}?w=16&fm=png", ("If-None-Match", "{rendition}")),
    "rendition changed": get(200, f"{OWL}?w=16&fm=png", ("If-None-Match", '"other"')),
    "rendition in part": get(200, f"{OWL}?w=16&fm=png", ("Range", "bytes=0-9")),
    "key with a space": get(200, "/images/a%20b.png?w=4"),
    "key with a plus": get(200, "/images/a+b.png?w=4"),
    "key with an escaped plus": get(200, "/images/a%2Bb.png?w=4"),
    "key beyond ASCII": get(200, "/images/%C3%A9%E7%8C%AB.png?w=4"),
    "key with a percent sign": get(200, "/images/100%25.png?w=4"),
    "key with an escaped slash": get(200, "/images/a%2Fb.png?w=4"),
    "key decoded once": get(200, "/images/%252e%252e.png?w=4"),
    "key of delimiters, escaped": get(200, "/images/q%3F%23%26%3D.png?w=4"),
    "key of delimiters, plain": get(200, "/images/it's(1)!;@:$,.png?w=4"),
    "key missing": get(404, "/images/none.png?w=4"),
    "key missing, head": head(404, "/images/none.png?w=4"),
    "key with an empty segment": get(400, "/images/a//b.png?w=4"),
    "key with dots": get(400, "/images/../owl.png?w=4"),
    "key with escaped dots": get(400, "/images/%2e%2e/owl.png?w=4"),
    "key with a NUL": get(400, "/images/%00?w=4"),
    "key with a backslash": get(400, "/images/a%5Cb?w=4"),
    "key that is not UTF-8": get(400, "/images/%ff.png?w=4", HTTP_API=404),
    "key with a bare percent sign": get(400, "/images/%zz.png?w=4", HTTP_API=404),
    "key that is no picture": get(415, f"/images/{NOTE}?w=4"),
    "unknown parameter": get(400, f"{OWL}?widht=4"),
    "repeated parameter": get(400, f"{OWL}?w=4&w=5", ALB=200),
    "empty parameter": get(400, f"{OWL}?w="),
    "parameter out of range": get(400, f"{OWL}?w=9000"),
    "past a limit": get(413, f"{OWL}?w=8192&fit=clip&pad=100"),
    "address too long": get(414, f"{OWL}?w=4&dl={'a' * 9000}"),
    "address too long, head": head(414, f"/images/{'a' * 9000}"),
    "made": get(200, "/generate/placeholder?size=90x30&text=Two+words%20here&fm=png"),
    "made, head": head(200, "/generate/placeholder?size=40x31&fm=png"),
    "QR code": get(200, "/generate/qr?text=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d&fm=png"),
    "unknown generator": get(404, "/generate/qrr"),
    "recipe": post(200, "/render", RECIPE, JSON),
    "recipe that is none": post(400, "/render", b"{", JSON),
    "upload": post(200, "/render", form(b'{"output": {"formats": ["png"]}}'), FORM),
    "upload of nothing": post(
        400, "/render", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n--b--\r\n', FORM
    ),
    "body of another kind": post(415, "/render", b"a", ("Content-Type", "text/plain")),
    "body of no kind": post(415, "/render", b""),
    "method of another path": post(405, OWL, b"a", JSON),
    "unknown method": Row(405, Request(OWL, "DELETE")),
    "GET where POST is": get(405, "/render"),
    "preflight": Row(204, Request(OWL, "OPTIONS", PREFLIGHT)),
    "OPTIONS": Row(405, Request(OWL, "OPTIONS")),
    "unknown path": get(404, "/nowhere"),
    "path with two slashes first": get(404, "//images/owl.png?w=4"),
    "path with a slash last": get(404, "/health/"),
    "first page": get(200, "/"),
    "first page to a program": get(200, "/", ("Accept", "application/json")),
    "health": get(200, "/health"),
    "errors": get(200, "/errors"),
    "errors not changed": head(304, "/errors", ("If-None-Match", "*")),
    "schema": get(200, "/openapi.json"),
    "documentation": get(200, "/docs"),
    "documentation, head": head(200, "/docs"),
    "playground's script": get(200, "/docs/playground/main.js"),
    "documentation's picture": get(200, "/docs/favicon.png"),
}
"""What is asked, in this order: an answer may depend on what was made before."""
