"""Cache-Control: the setting that says how long answers are kept, judged before it is sent with every picture.

Source: RFC 9111, section 5.2, and RFC 5861 for the two directives of stale copies.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

CACHED = "public, max-age=86400, stale-while-revalidate=604800"
SECONDS = frozenset({"max-age", "s-maxage", "stale-while-revalidate", "stale-if-error"})
"""The directives whose value is a number of seconds."""

WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
QUOTE = r'"(?:[\t !#-\[\]-~]|\\[\t -~])*"'
DIRECTIVE = rf"[ \t]*({WORD})(?:=({WORD}|{QUOTE}))?[ \t]*(,|\Z)"
"""Pattern of a directive with what ends it, compiled where it is set. Groups: name, value if any, the comma."""


def check_cache_control(text: str) -> str:
    """Return the value of a Cache-Control header; ValueError names the directive that is none."""
    directive, more, start = re.compile(DIRECTIVE), ",", 0
    while more:
        found = directive.match(text, start)
        if not found:
            wrong = text[start:].partition(",")[0].strip()
            raise ValueError(
                f"{wrong[:40]!r} is no directive: each is a word or word=value, with commas between, as {CACHED}"
            )
        name, value, more = found.groups()
        if name.lower() in SECONDS and not re.fullmatch("[0-9]{1,10}", value or ""):
            raise ValueError(f"{name} needs a number of seconds, as {name}=86400")
        start = found.end()
    return text


CacheControl = Annotated[str, AfterValidator(check_cache_control)]
