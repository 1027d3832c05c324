"""HTTPS URL: which texts name a picture at another host, and the one way in which each of them is kept.

1. It is https, to a host that has a name: no address in numbers, however they are written, no user, no fragment. A host
   is in lower case, as DNS has it (IDNA), without the dot at its end; port 443 is left out.
2. What needs no percent sign has none, what needs one has it in upper case: one picture has one URL, and one digest.
3. No segment of the path is empty, `.` or `..`, also where a server would decode it more than once or cut a parameter
   off (`..;a`): below a prefix means below it for every server.
"""

from contextlib import suppress
from typing import Annotated, NamedTuple
from urllib.parse import quote, unquote

from pydantic import AfterValidator, WithJsonSchema

SCHEME = "https://"
PORT = 443
MAX_PORT = 65_535
MAX_URL_BYTES = 2048
"""UTF-8 bytes of the longest URL."""

MAX_HOST, MAX_LABEL = 253, 63
"""Characters of a host name, and of a part of it between dots."""

MAX_IDN = 128
"""Characters of a host name in other letters, of which long ones take long to convert."""

MOST_DECODINGS = 4
"""How often a path may be percent-encoded upon itself."""

HEX = frozenset("0123456789abcdefABCDEF")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
LABEL = LETTERS | frozenset("0123456789-_")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
WITHOUT_PERCENT = "!$&'()*+,;=:@/-._~"
AMBIGUOUS = frozenset("ßς\u200c\u200d")
"""Letters of host names that two versions of IDNA read as two hosts."""


class HttpsUrl(NamedTuple):
    """A URL in its parts. path: from its slash on; query: without its question mark. Both as they are sent."""

    host: str
    port: int
    path: str
    query: str = ""

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        return self.host if self.port == PORT else f"{self.host}:{self.port}"

    @property
    def target(self) -> str:
        """What the host is asked for: path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def text(self) -> str:
        """The URL as it is kept."""
        return f"{SCHEME}{self.authority}{self.target}"


def read_url(text: str) -> HttpsUrl:
    """Return the parts of a URL, as they are kept; ValueError says why it is none."""
    _check_text(text)
    authority, path, query = _split(text[len(SCHEME) :])
    host, colon, digits = authority.partition(":")
    normal, rest = _normal(path or "/", WITHOUT_PERCENT), _normal(query, f"{WITHOUT_PERCENT}?")
    url = HttpsUrl(_host(host), _port(digits) if colon else PORT, normal, rest)
    if len(url.text) > MAX_URL_BYTES:
        raise ValueError(f"a URL has at most {MAX_URL_BYTES} bytes")
    _check_path(normal)
    return url


def canonical_url(text: str) -> str:
    """Return a URL as it is kept; ValueError says why it is none."""
    return read_url(text).text


def is_url(key: str) -> bool:
    """Return whether what a source is fetched by is a URL. A key never is: it has no two slashes in a row."""
    return key.startswith(SCHEME)


def _check_text(text: str) -> None:
    """Refuse what is wrong before anything is taken apart."""
    if text[: len(SCHEME)].lower() != SCHEME:
        raise ValueError("a URL begins with https://")
    if len(text) > MAX_URL_BYTES or len(text.encode("utf-8", "replace")) > MAX_URL_BYTES:
        raise ValueError(f"a URL has at most {MAX_URL_BYTES} bytes")
    if any(char < " " or "\x7f" <= char <= "\x9f" or char == "\\" or "\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("a URL holds no backslash and no control characters")
    if "#" in text:
        raise ValueError("a URL of a picture has no #; in a path it is written %23")


def _split(text: str) -> tuple[str, str, str]:
    """Return host with port, path and query of what follows the two slashes."""
    rest, _, query = text.partition("?")
    authority, slash, path = rest.partition("/")
    if "@" in authority:
        raise ValueError("a URL names no user")
    return authority, slash + path, query


def _host(text: str) -> str:
    host = _ascii(text).lower().removesuffix(".")
    labels = host.split(".")
    right = all(label and LABEL.issuperset(label) and "-" not in {label[0], label[-1]} for label in labels)
    if not right or len(labels) == 1 or len(host) > MAX_HOST or max(map(len, labels)) > MAX_LABEL:
        raise ValueError("the host of a URL is a name, as images.example.com")
    if labels[-1][0] not in LETTERS:  # 127.1 and 1.0x7f are addresses too
        raise ValueError("the host of a URL is a name, not an address in numbers")
    return host


def _ascii(text: str) -> str:
    """Return a host name as DNS has it."""
    if text.isascii():
        return text
    if AMBIGUOUS.isdisjoint(text) and len(text) <= MAX_IDN:
        with suppress(UnicodeError):
            return text.encode("idna").decode()
    raise ValueError("write this host as DNS has it, with xn--")


def _port(digits: str) -> int:
    port = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAX_PORT)) else 0
    if not 0 < port <= MAX_PORT:
        raise ValueError("the port of a URL is a number from 1 to 65535")
    return port


def _normal(text: str, safe: str) -> str:
    """Return a path or query in which exactly what needs a percent sign has one."""
    first, *pieces = quote(text, safe=f"{safe}%").split("%")
    kept = [first]
    for piece in pieces:
        if len(piece) < 2 or not HEX.issuperset(piece[:2]):  # noqa: PLR2004 - two hexadecimal digits
            raise ValueError("a % in a URL is not followed by two hexadecimal digits; write %25 for a percent sign")
        char = chr(int(piece[:2], 16))
        kept += (char if char in UNRESERVED else f"%{piece[:2].upper()}", piece[2:])
    return "".join(kept)


def _check_path(path: str) -> None:
    """Refuse a path that some server could take for another. It is judged as it is when nothing is left to decode."""
    seen, decoded, times = path, unquote(path), 0
    while decoded != seen:
        seen, decoded, times = decoded, unquote(decoded), times + 1
        if times > MOST_DECODINGS:
            raise ValueError(f"the path of a URL is percent-encoded more than {MOST_DECODINGS} times")
    if any(char < " " or char in "\x7f\\" for char in seen):
        raise ValueError("the path of a URL holds no backslash and no control characters, encoded or not")
    *segments, last = seen[1:].split("/")
    if any(each.partition(";")[0] in {"", ".", ".."} for each in segments) or last.partition(";")[0] in {".", ".."}:
        raise ValueError("the path of a URL has no . or .. between its slashes, and no two that follow each other")


PictureUrl = Annotated[
    str,
    AfterValidator(canonical_url),
    WithJsonSchema(
        {
            "type": "string",
            "format": "uri",
            "maxLength": MAX_URL_BYTES,
            "pattern": r"^https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(:[1-9][0-9]{0,3})?(/[A-Za-z0-9_~-]"
            r"[A-Za-z0-9._~-]*)+(\?[A-Za-z0-9._~=&-]*)?$",
        }
    ),
]
"""The URL of a picture that lies at an allowed origin."""
