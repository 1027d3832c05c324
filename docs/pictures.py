"""Make the pictures of the README with the product itself: `make docs`."""

import io
from pathlib import Path

from PIL import Image

from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFile, source_file_of
from handler.dialects import native
from handler.recipe import Source
from handler.rendering.render import render

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
TILE = (300, 220)
GAP = 12
OVERVIEW = (
    ("dandelion.jpg", "w=300&h=220&fit=crop"),
    ("bee.jpg", "w=300&h=220&fit=crop&crop=entropy"),
    ("bee.jpg", "w=210&h=210&fit=crop&fp-x=0.6&fp-y=0.3&fp-z=1.6&mask=ellipse"),
    ("dandelion.jpg", "w=284&h=204&fit=crop&crop=left&duotone=1d2b53,ffec99&border=8,fff"),
    ("astronaut.jpg", "w=300&h=220&fit=crop&crop=top&mono=4a6fa5"),
    ("citrus.jpg", "w=300&h=220&fit=crop&px=10"),
    ("bridge.webp", "w=300&h=220&fit=crop&corner-radius=40"),
    ("balloons.png", "w=300&h=220&fit=fill&bg=fde2e4"),
)
"""One photograph a tile, and what its URL asks."""

COLUMNS = 4


def fetch(source: Source) -> SourceFile:
    """Return a sample."""
    if not isinstance(source, Stored):
        raise TypeError("only stored pictures are shown")
    return source_file_of((ROOT / "samples" / source.key).read_bytes(), "1")


def tile(key: str, query: str) -> Image.Image:
    """Return a picture as a request for it is answered."""
    recipe = native.parse(f"{query}&fm=png", key).recipe
    body = render(recipe, fetch=fetch, limits=Limits(), accepted=INPUTS).body
    return Image.open(io.BytesIO(body)).convert("RGBA")


def overview() -> Image.Image:
    """Return all tiles on one sheet."""
    rows = -(-len(OVERVIEW) // COLUMNS)
    across, down = TILE[0] + GAP, TILE[1] + GAP
    sheet = Image.new("RGBA", (COLUMNS * across - GAP, rows * down - GAP), (0, 0, 0, 0))
    for number, (key, query) in enumerate(OVERVIEW):
        row, column = divmod(number, COLUMNS)
        picture = tile(key, query)
        left = column * across + (TILE[0] - picture.width) // 2
        sheet.alpha_composite(picture, (left, row * down + (TILE[1] - picture.height) // 2))
    return sheet


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    overview().save(PICTURES / "overview.webp", quality=80, method=6)
    print("docs/pictures/overview.webp")


if __name__ == "__main__":
    main()
