"""Log redaction: every log message becomes one short line without control characters and without secrets.

1. A message is one line of printable ASCII, at most 2,048 bytes including the prefix of a log handler.
2. An exception is written into that line: its type, its text, and the innermost lines of its traceback.
3. Signatures, credentials and cookies are replaced, also in a server's access log, however their names are escaped;
   signatures within a path likewise, and the queries of URLs that name a picture, wherever in an address they stand.
"""

import logging
import re
from pathlib import Path
from traceback import extract_tb
from urllib.parse import unquote, unquote_plus

MAX_BYTES = 1800
"""Bytes of a message, which leaves room for a handler's prefix within 2,048."""

PLACES = 6
"""Lines of a traceback that are kept."""

GONE = "[redacted]"
"""What replaces a secret."""

QUERY_SECRETS = {"s", "signature", "ik-s", "x-amz-signature", "x-amz-credential", "x-amz-security-token"}
"""Query parameters whose values are secret."""

QUERY_URLS = {"url", "href"}
"""Query parameters that name a picture by its URL, whose own query may hold a token."""

INNER_QUERY = re.compile(r"(?i)(\?|%3f).*")
"""The query of such a URL."""

URL = re.compile(r"(?i)https?(?::|%3a)(?:/|%2f)")
"""How a URL begins within a path, as thumbor and others have it."""

SEAL = "s--"
"""What begins a signature within a path, as Cloudinary has it: /s--AbCdEfGh--/w_300/bee.jpg."""

SECRET = re.compile(
    r"(?i)(?P<name>x-amz-(?:signature|credential|security-token)(?:=|%3d)|(?<![\w-])s=|(?<![\w-])(?:signature|ik-s)=)[^&\s\"'<>]+"
    r"|(?P<header>authorization|cookie)(?P<colon>['\"]?\s*[:=]).*"
    r"|(?P<seal>(?<=/)s--)[\w-]{1,64}?--(?=/)"
    r"|(?P<key>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|(?<=/)(?:sha256(?::|%3a))?(?:[\w-]{27}|[\w-]{43})(?:=|%3d)(?=/))"
    r"|(?<=/)(?P<segment>[A-Za-z0-9_-]{43})(?=/)"
    r"|(?P<login>(?:/|%2f){2})[^/?#&@\s\"'<>%]+(?::|%3a)[^/?#&@\s\"'<>]*?(?=@|%40)"
)
"""Secrets within any text: values of such parameters, Authorization and Cookie headers, AWS access keys, and segments
of a path that are as long as a SHA-256 in base64url, which is how imgproxy's links are signed, or a padded signature as
thumbor's begin with; and who logs in where, in a URL: `//user:password@`."""

OWN = ("tintype", "uvicorn.error", "asyncio")
ACCESS = "uvicorn.access"
"""Loggers whose messages are rewritten, and the one whose arguments are."""


def redact_logs() -> None:
    """Install the filters on the loggers of this process; calling it again changes nothing."""
    for name in OWN:
        logging.getLogger(name).addFilter(PLAIN)
    logging.getLogger(ACCESS).addFilter(HIDING)


def safe_text(text: str) -> str:
    """Return a text for a log: redacted, printable ASCII, at most MAX_BYTES long and then an ellipsis."""
    hidden = SECRET.sub(_redacted, text)[: MAX_BYTES + 1]
    escaped = "".join(char if char.isprintable() and char.isascii() else ascii(char)[1:-1] for char in hidden)
    return escaped if len(escaped) <= MAX_BYTES else f"{escaped[:MAX_BYTES]}..."


def address(target: str) -> str:
    """Return a path and query for a log, with the values of secret parameters replaced."""
    path, mark, query = target.partition("?")
    path = "/".join(f"{SEAL}{GONE}--" if unquote(part).startswith(SEAL) else part for part in path.split("/"))
    shown = _without_query(path) if URL.search(path) else path
    return safe_text(_unveiled(shown) + mark + "&".join(map(_shown, query.split("&"))))


def _without_query(url: str) -> str:
    """Return an escaped text that has a URL, without the URL's query."""
    return INNER_QUERY.sub(lambda found: f"{found[1]}{GONE}", url)


def _unveiled(text: str) -> str:
    """Return an escaped text, or what it says without its secrets where escapes hide one."""
    said = unquote(text)
    hidden = SECRET.sub(_redacted, said)
    return text if hidden == said else hidden


def _shown(pair: str) -> str:
    """Return what of a parameter may be seen."""
    name, sign, value = pair.partition("=")
    plain = unquote_plus(name).lower()
    if plain in QUERY_URLS:
        return name + sign + _unveiled(_without_query(value))
    return f"{name}={GONE}" if plain in QUERY_SECRETS else pair


class Plain(logging.Filter):
    """Log filter that turns a record, with its traceback, into one safe line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record and let it pass."""
        text = record.getMessage().strip()
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            text = f"{text}: {_summary(error)}"
        record.msg, record.args, record.exc_info, record.exc_text = safe_text(text), (), None, None
        return True


class Hiding(logging.Filter):
    """Log filter for access logs: it rewrites the arguments, which their formatter needs, and not the message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record and let it pass."""
        if isinstance(record.args, tuple):
            record.args = tuple(address(part) if isinstance(part, str) else part for part in record.args)
        return True


PLAIN, HIDING = Plain(), Hiding()


def _redacted(found: re.Match[str]) -> str:
    if found["key"] or found["segment"]:
        return GONE
    if found["login"]:
        return f"{found['login']}{GONE}"
    if found["seal"]:
        return f"{SEAL}{GONE}--"
    return f"{found['name']}{GONE}" if found["name"] else f"{found['header']}{found['colon']} {GONE}"


def _summary(error: BaseException) -> str:
    places = extract_tb(error.__traceback__)[-PLACES:]
    way = ", ".join(f"{Path(place.filename).name}:{place.lineno} {place.name}" for place in reversed(places))
    cause = f"; caused by {_summary(error.__cause__)}" if error.__cause__ is not None else ""
    return f"{type(error).__name__}: {error} (in {way}){cause}"
