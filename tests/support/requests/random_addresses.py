"""Random addresses at every door: right ones with other numbers, and ones that are broken somewhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from handler.dialects.table import DIALECTS

RECORDED = Path(__file__).parents[2] / "clients" / "urls.json"
KEYS = ("bee.jpg", "owl.png", "lighthouse.gif", "bridge.webp", "no%20such.jpg")
PARTS = (*"/?&=:,._-+~()*!'@", "%20", "%C3%A9")
LETTERS = "abcwhfqrst0159"


def seeds() -> list[str]:
    """Return the examples of all doors, and what clients write, at the root or at their own door."""
    examples = [row.example.replace("{key}", key) for row in DIALECTS for key in KEYS]
    written = [row["address"] for row in json.loads(RECORDED.read_text())["urls"]] if RECORDED.exists() else []
    return [*examples, *written]


def random_addresses(count: int, seed: int = 14) -> Iterator[str]:
    """Give so many addresses, the same for the same seed. What is escaped in them can be decoded."""
    random, known = Random(seed), seeds()  # noqa: S311 - no secret: the same for the same seed
    for _ in range(count):
        chars = re.findall("%[0-9A-Fa-f]{2}|.", random.choice(known))
        for _ in range(random.choice((0, 1, 1, 2, 4))):
            chars = random.choice(CHANGES)(chars, random)
        yield f"/{''.join(chars).lstrip('/')}"


def _number(chars: list[str], random: Random) -> list[str]:
    """Write another number where one is."""
    places = [at for at, char in enumerate(chars) if char.isdigit()]
    if not places:
        return chars
    at = random.choice(places)
    return [*chars[:at], *random.choice(("", "0", "7", "32", "-1", "0.5", "1e2", "+5")), *chars[at + 1 :]]


def _escaped(chars: list[str], random: Random) -> list[str]:
    """Escape a character that need not be."""
    at = random.randrange(len(chars))
    char = chars[at]
    return chars if char in "?&=/" or len(char) > 1 else [*chars[:at], f"%{ord(char):02X}", *chars[at + 1 :]]


def _inserted(chars: list[str], random: Random) -> list[str]:
    at = random.randrange(len(chars) + 1)
    return [*chars[:at], random.choice((*PARTS, *LETTERS)), *chars[at:]]


def _deleted(chars: list[str], random: Random) -> list[str]:
    at = random.randrange(len(chars))
    return [*chars[:at], *chars[at + random.randrange(1, 4) :]] or ["/"]


def _segments(chars: list[str], random: Random) -> list[str]:
    """Turn two segments round."""
    parts = "".join(chars).split("/")
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return re.findall("%[0-9A-Fa-f]{2}|.", "/".join(parts)) or ["/"]


CHANGES = (_number, _number, _escaped, _inserted, _deleted, _segments)
