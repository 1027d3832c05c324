"""Task pages of docs/: the addresses in their HTML with what it says of each, their curl commands, and their tables."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

from handler.config.presets import parse_presets

HOST = re.compile(r"https?://(?:img\.example\.com|127\.0\.0\.1:8000)(/[^\s'\"<>`]*)")
SOURCES = ("srcset", "imagesrcset")


class Claim(NamedTuple):
    """An address, and what HTML says of what comes.

    width: pixels, 0 where it says none. ratio: width and height that it is shown in. media_type: of a `source`.
    """

    path: str
    width: int = 0
    ratio: tuple[int, int] | None = None
    media_type: str = ""


class Pictures(HTMLParser):
    """Collects the claims of a piece of HTML."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.claims: list[Claim] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element asks for."""
        del tag
        said = {name: value or "" for name, value in attrs}
        ratio = (int(said["width"]), int(said["height"])) if {"width", "height"} <= {*said} else None
        if said.get("src"):
            self.claims.append(Claim(path_of(said["src"]), ratio=ratio))
        shown = int(said.get("width", "0"))
        for attribute in SOURCES:
            for each in filter(None, map(str.strip, said.get(attribute, "").split(", "))):
                self.claims.append(_candidate(each, shown)._replace(ratio=ratio, media_type=said.get("type", "")))


def _candidate(text: str, shown: int) -> Claim:
    """Read `address 640w` or `address 2x`. shown: CSS pixels of width, which a density multiplies."""
    address, _, descriptor = " ".join(text.split()).partition(" ")
    number, unit = descriptor[:-1], descriptor[-1:]
    return Claim(path_of(address), int(number) if unit == "w" else round(float(number or 1) * shown))


def path_of(address: str) -> str:
    """Return path and query of an address."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def claims(page: str) -> list[Claim]:
    """Return what all HTML of a page claims."""
    return [claim for html in blocks(page, "html") for claim in Pictures(html.replace(",\n", ", ")).claims]


def addresses(page: str) -> Iterator[str]:
    """Give the addresses of sentences and commands; those of HTML and of tables that refuse some are read otherwise."""
    for command in blocks(page, "sh"):
        yield from (path for path in HOST.findall(command) if path.startswith(("/images/", "/info/", "/generate/")))
    prose = re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    for line in prose.splitlines():
        if not re.match(r"\| `/.*` \| [0-9]{3}", line):
            yield from re.findall(r"`(/(?:images|info|generate)/[^`{*]+\?[^`]+)`", line)


class Row(NamedTuple):
    """A row of a table: what is asked, under which rules, and the status and a part of the detail of the answer."""

    rules: str
    asked: str
    status: int
    detail: str


def rows(page: str) -> Iterator[Row]:
    """Give the rows of all tables headed `asked` or `asked with `Unsigned=presets``."""
    rules = ""
    for line in page.splitlines():
        if head := re.match(r"\| asked(?: with `Unsigned=([a-z,]*)`)? \| answer \|", line):
            rules = head[1] or "widths"
        elif rules and (row := re.match(r"\| `(/[^`]+)` \| ([0-9]{3})(?: `([^`]+)`)? \|", line)):
            yield Row(rules, row[1], int(row[2]), row[3] or "")
        elif not line.startswith("|"):
            rules = ""


def presets_of(page: str) -> str:
    """Return the presets that a page shows, which its addresses may name."""
    found: dict[str, object] = {}
    for block in blocks(page, "json"):
        with suppress(ValueError):
            parse_presets(block)
            found |= json.loads(block)
    return json.dumps(found)
