"""Log redaction: what log messages may not do: span lines, grow long, steer a terminal, or tell a secret.

1. A message is one line of printable ASCII, at most 2,048 bytes with what a handler puts before it.
2. A failure is told by its kind, its text and the last places that it passed, in that line.
3. Signatures, credentials and cookies are replaced, in a server's access log too, however their names are escaped.
"""

import logging
import re
from pathlib import Path
from traceback import extract_tb
from urllib.parse import unquote_plus

MAX_BYTES = 1800
PLACES = 6
GONE = "[redacted]"
QUERY_SECRETS = {"s", "x-amz-signature", "x-amz-credential", "x-amz-security-token"}
SECRET = re.compile(
    r"(?i)(?P<name>x-amz-(?:signature|credential|security-token)(?:=|%3d)|(?<![\w-])s=)[^&\s\"'<>]+"
    r"|(?P<header>authorization|cookie)(?P<colon>['\"]?\s*[:=]).*"
    r"|(?P<key>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b)"
)
OWN = ("tintype", "uvicorn.error", "asyncio")
ACCESS = "uvicorn.access"


def redact_logs() -> None:
    """Let no logger of this process say what it may not. Doing it again changes nothing."""
    for name in OWN:
        logging.getLogger(name).addFilter(PLAIN)
    logging.getLogger(ACCESS).addFilter(HIDING)


def safe_text(text: str) -> str:
    """Return a text as it may stand in a log."""
    hidden = SECRET.sub(_hidden, text)[: MAX_BYTES + 1]
    escaped = "".join(char if char.isprintable() and char.isascii() else ascii(char)[1:-1] for char in hidden)
    return escaped if len(escaped) <= MAX_BYTES else f"{escaped[:MAX_BYTES]}..."


def address(target: str) -> str:
    """Return a path and query without the values of parameters that are secret."""
    path, mark, query = target.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&"))
    kept = [
        f"{name}={GONE}" if unquote_plus(name).lower() in QUERY_SECRETS else name + sign + value
        for name, sign, value in pairs
    ]
    return safe_text(path + mark + "&".join(kept))


class Plain(logging.Filter):
    """Makes one plain line of a record, the traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; none is held back."""
        text = record.getMessage().strip()
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            text = f"{text}: {_told(error)}"
        record.msg, record.args, record.exc_info, record.exc_text = safe_text(text), (), None, None
        return True


class Hiding(logging.Filter):
    """Rewrites addresses in an access log, whose formatter wants the record's arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; none is held back."""
        if isinstance(record.args, tuple):
            record.args = tuple(address(part) if isinstance(part, str) else part for part in record.args)
        return True


PLAIN, HIDING = Plain(), Hiding()


def _hidden(found: re.Match[str]) -> str:
    if found["key"]:
        return GONE
    return f"{found['name']}{GONE}" if found["name"] else f"{found['header']}{found['colon']} {GONE}"


def _told(error: BaseException) -> str:
    places = extract_tb(error.__traceback__)[-PLACES:]
    way = ", ".join(f"{Path(place.filename).name}:{place.lineno} {place.name}" for place in reversed(places))
    cause = f"; caused by {_told(error.__cause__)}" if error.__cause__ is not None else ""
    return f"{type(error).__name__}: {error} (in {way}){cause}"
