"""What the checklists of the IIIF editions ask with: a door, and the pictures behind it."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings

SIZE = (300, 200)
QUARTERS = {"red": (0, 0), "lime": (150, 0), "blue": (0, 100), "yellow": (150, 100)}
ODD = "odd ?#[]@%é'(a).png"
BASE = "http://testserver"
OK = 200
MOST = 1000
"""The longest side of a result, so that no picture of these takes long."""


class Row(NamedTuple):
    """A sentence of the text. word: MUST, SHOULD or MAY, or TABLE for a cell that says what is required."""

    section: str
    word: str
    says: str
    holds: Callable[["Door"], bool]


class Door:
    """The door of an edition, with pictures of 300 x 200 pixels in four colours behind it."""

    def __init__(self, edition: int, folder: Path, **settings: object) -> None:
        stored(folder)
        known = {
            "source": folder.as_uri(),
            "dialects": "iiif",
            "unsigned": "any",
            "limits": f"side={MOST}",
            "log": "off",
        }
        self.app = TestClient(
            create_app(Settings.model_validate({**known, **settings})),
            raise_server_exceptions=False,
            follow_redirects=False,
        )
        self.prefix, self.folder = f"/iiif/{edition}", folder
        self.get = cache(self._get)
        self.other = cache(self._other)

    def _get(self, path: str, accept: str = "", method: str = "GET") -> Any:
        headers = {"accept": accept, "origin": "https://viewer.example"}
        if not accept:
            self.app.headers.pop("accept", None)
            headers.pop("accept")
        return self.app.request(method, f"{self.prefix}/{path}", headers=headers)

    def _other(self, **settings: object) -> "Door":
        """Return the door of the same edition under other settings."""
        return Door(int(self.prefix[-1]), self.folder, **settings)

    def info(self, key: str = "a.png") -> dict[str, Any]:
        """Return the info.json of a picture."""
        found: dict[str, Any] = self.get(f"{key}/info.json").json()
        return found

    def status(self, tail: str, key: str = "a.png") -> int:
        """Return the status of a picture's address."""
        return int(self.get(f"{key}/{tail}").status_code)

    def picture(self, tail: str, key: str = "a.png") -> Image.Image:
        """Return a picture, decoded."""
        answer = self.get(f"{key}/{tail}")
        assert answer.status_code == 200, (tail, answer.text)
        image: Image.Image = Image.open(io.BytesIO(answer.content))
        return image

    def size(self, tail: str, key: str = "a.png") -> tuple[int, int]:
        """Return the size of a picture."""
        return self.picture(tail, key).size

    def canonical(self, tail: str, key: str = "a.png") -> str:
        """Return what follows the base URI in the canonical Link."""
        link = self.get(f"{key}/{tail}").headers["link"]
        address = str(link).partition('>;rel="canonical"')[0].removeprefix("<")
        return address.removeprefix(f"{BASE}{self.prefix}/{key}/")

    def corners(self, tail: str) -> list[str]:
        """Return the colours of the four quarters, row by row."""
        image = self.picture(tail).convert("RGB")
        places = [(x * image.width // 4, y * image.height // 4) for y in (1, 3) for x in (1, 3)]
        return [nearest_colour(image.getpixel(place)) for place in places]


Check = Callable[[Door], bool]


def served(tail: str) -> Check:
    """Return the check that a picture comes."""
    return lambda door: door.status(tail) == OK


def sized(tail: str, size: tuple[int, int]) -> Check:
    """Return the check that a picture has a size."""
    return lambda door: door.size(tail) == size


def cornered(tail: str, shown: list[str]) -> Check:
    """Return the check that a picture has these colours in its quarters."""
    return lambda door: door.corners(tail) == shown


def typed(tail: str, kind: str) -> Check:
    """Return the check that a picture has a Content-Type."""
    return lambda door: bool(door.get(f"a.png/{tail}").headers["content-type"] == kind)


def told(name: str, word: str) -> Check:
    """Return the check that a list of the document has a word."""
    return lambda door: word in door.info()[name]


def nearest_colour(pixel: Any) -> str:
    """Return the name of the colour that a pixel is nearest to."""
    known = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0), "white": (255,) * 3}
    return min(known, key=lambda name: sum(abs(one - two) for one, two in zip(known[name], pixel, strict=True)))


def stored(folder: Path) -> None:
    """Store the pictures."""
    if (folder / "a.png").exists():
        return
    image = Image.new("RGB", SIZE)
    for colour, place in QUARTERS.items():
        image.paste(colour, (*place, place[0] + 150, place[1] + 100))
    (folder / "deep" / "er").mkdir(parents=True)
    for name in ("a.png", "deep/er/b.png", ODD):
        image.save(folder / name)
    image.convert("L").save(folder / "gray.png")
    image.convert("RGBA").save(folder / "clear.png")
    image.resize((1500, 1000)).save(folder / "large.jpg")
    Image.new("RGB", (1000, 4), "red").save(folder / "long.png")


def tile_addresses(document: dict[str, Any], *, older: bool = False) -> list[str]:
    """Return the address of every tile of a document, as the implementation notes compute them."""
    found = []
    width, height = document["width"], document["height"]
    for tile in document["tiles"]:
        side, across = tile["width"], tile.get("height", tile["width"])
        for factor in tile["scaleFactors"]:
            for left in range(0, width, side * factor):
                for top in range(0, height, across * factor):
                    wide, high = min(side * factor, width - left), min(across * factor, height - top)
                    size = f"{-(-wide // factor)}," + ("" if older else f"{-(-high // factor)}")
                    found.append(f"{left},{top},{wide},{high}/{size}/0/default.jpg")
    return found
