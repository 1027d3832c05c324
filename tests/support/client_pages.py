"""Client pages: the addresses that tags offer, as a browser finds them, and what the service answers to each."""

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import NamedTuple

from PIL import Image
from starlette.testclient import TestClient

SETS = {"srcset", "imagesrcset"}
"""Attributes that hold candidates: of pictures, and of a link that fetches one early."""


class Offered(NamedTuple):
    """One candidate of a tag: its address, and its descriptor, empty for a src."""

    address: str
    descriptor: str


class Tags(HTMLParser):
    """All tags of a text, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def offered(srcset: str) -> list[Offered]:
    """Return the candidates of a srcset: addresses have no space in them."""
    return [Offered(*found) for found in re.findall(r"(\S+) (\S+?)(?:,\s+|$)", srcset)]


def of_page(text: str) -> list[Offered]:
    """Return everything that a text's tags would have a browser fetch."""
    every = [attributes for _, attributes in Tags(text).found]
    sets = [each for attributes in every for name in SETS & attributes.keys() for each in offered(attributes[name])]
    return [*(Offered(each["src"], "") for each in every if "src" in each), *sets]


def answered(client: TestClient, address: str) -> tuple[str | None, tuple[int, int]]:
    """Return format and size of the picture at an address."""
    answer = client.get(address, headers={"accept": "image/webp"})
    assert answer.status_code == 200, answer.text
    picture = Image.open(BytesIO(answer.content))
    return picture.format, picture.size
