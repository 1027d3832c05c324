"""The texts that are read: queries, recipes, events and headers, half sense and half nonsense."""

import json
from functools import cache
from pathlib import Path
from random import Random

from fuzz.mutations import mutated, regrown
from fuzz.pictures import QUERIES
from handler.dialects.native.vocabulary import vocabulary
from handler.generators import GENERATORS

ROOT = Path(__file__).parent.parent
ODD = (
    "%",
    "%00",
    "%ff",
    "%25",
    "%2",
    "+",
    "&",
    "=",
    ",",
    ":",
    ";",
    ".",
    "-",
    "٣",
    "é",
    "\u202e",
    "\ud800",
    "\x00",
    "\n",
    "😀",
)
NUMBERS = ("0", "-1", "1.", ".5", "1e9", "1_000", "NaN", "8192", "9" * 30, "0.0000001", "-0", "0x10", "4097", "100000")
WORDS = (
    "true",
    "auto",
    "crop",
    "fff",
    "tomato",
    "80ff8000",
    "webp",
    "../x",
    "a/b",
    "//",
    "a" * 300,
    "1,2",
    "16:9",
    "x" * 9000,
)
RECIPES = (
    {"source": {"key": "a/b.jpg"}, "ops": [{"op": "resize", "w": 300, "h": 0.5}, {"op": "blur", "radius": 2.5}]},
    {"source": {"made": {"generate": "card", "title": "A", "fill": ["fff", "000"]}}, "output": {"formats": ["webp"]}},
    {
        "source": {"made": {"generate": "qr", "text": "é"}},
        "ops": [{"op": "pad", "width": 3}, {"op": "trim", "how": "auto"}],
    },
    {"source": {"url": "https://Images.example.com:443/%61/é.jpg?v=1"}, "ops": [{"op": "resize", "w": 3}]},
    {"ops": [{"op": "border", "frame": [2, "red"]}], "output": {"quality": 80, "metadata": "keep"}},
)
VALUES = (
    '"0a1b"',
    "W/",
    "*",
    "bytes=0-9",
    "bytes=-5",
    ",",
    "Sun, 22 Nov 2026 12:00:00 GMT",
    "image/webp;q=0.5",
    "*/*",
    "\x80",
    "q=",
)


@cache
def recipes() -> tuple[bytes, ...]:
    """Return the recipes that bodies are made from."""
    return tuple(json.dumps(each).encode() for each in RECIPES)


@cache
def occasions() -> tuple[bytes, ...]:
    """Return the event files."""
    return tuple(path.read_bytes() for path in sorted((ROOT / "events").glob("*.json")))


def query(random: Random) -> bytes:
    """Return a query of known and unknown names, with values of every kind."""
    names = [*vocabulary(random.choice(GENERATORS))]
    pairs = [random.choice(QUERIES)] if random.random() < 0.3 else []  # noqa: PLR2004 - some begin with a good one
    for _ in range(random.randint(0, 4)):
        name = random.choice(names) if random.random() < 0.9 else _piece(random)  # noqa: PLR2004 - most are known
        pairs.append(f"{name}={''.join(_piece(random) for _ in range(random.randint(0, 3)))}")
    return "&".join(pairs).encode("utf-8", "surrogatepass")


def _piece(random: Random) -> str:
    return random.choice(random.choice((ODD, NUMBERS, WORDS)))


def body(random: Random) -> bytes:
    """Return a JSON recipe."""
    return _json(recipes(), random)


def event(random: Random) -> bytes:
    """Return an event, as Lambda gets it."""
    return _json(occasions(), random)


def _json(templates: tuple[bytes, ...], random: Random) -> bytes:
    data = random.choice(templates)
    if random.random() < 0.7:  # noqa: PLR2004 - most stay JSON
        return regrown(data, templates, random)
    return mutated(data, templates, random)


def header(random: Random) -> bytes:
    """Return the value of a header."""
    parts = [random.choice((*VALUES, *ODD, *NUMBERS)) for _ in range(random.randint(0, 6))]
    return random.choice(("", ", ", ";")).join(parts).encode("utf-8", "surrogatepass")
