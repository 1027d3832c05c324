"""The 200 renditions whose bytes `benchmarks.house` compares: ten pictures in 19 ways each, and ten that are drawn."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent.parent / "samples"
SAMPLES = ("astronaut.jpg", "balloons.png", "bee.jpg", "bridge.webp", "citrus.jpg", "dandelion.jpg", "lighthouse.gif")
QUERIES = (
    "w=300",
    "w=300&fm=jpg&q=60",
    "w=240&fm=png&colors=32",
    "w=200&fm=avif",
    "w=200&fm=gif",
    "w=200&fm=tiff",
    "w=120&fm=webp&lossless=true",
    "w=200&h=200&fit=crop&crop=entropy&fm=webp",
    "w=200&h=120&fit=crop&crop=edges&fm=jpg",
    "w=240&h=240&fit=fill&bg=ff8800&fm=jpg",
    "rect=0.1,0.1,0.5,0.5&w=180&fm=png",
    "rect=0.3,0.3,0.3,0.3&rot=37&w=160&fm=png",
    "flip=hv&or=6&w=160&fm=webp&frame=0",
    "w=160&blur=4&sat=-40&con=20&fm=webp",
    "w=160&sepia=60&sharp=30&fm=jpg",
    "w=160&duotone=1d3557,f1faee&fm=webp",
    "w=160&h=160&fit=crop&mask=ellipse&fm=png",
    "w=160&corner-radius=24&border=4,tomato&fm=webp",
    "trim=auto&w=160&pad=12&px=6&fm=png",
)
DRAWN = (
    ("card", "title=Pictures+on+demand&subtitle=Made+by+a+URL&picture=dandelion.jpg&logo=balloons.png&w=600&fm=png"),
    ("card", "title=مرحبا+Tintype&fill=4f46e5,db2777&w=600&fm=webp"),
    ("avatar", "name=Ada+Lovelace&fm=png"),
    ("avatar", "seed=ada@example.com&mask=ellipse&fm=webp"),
    ("placeholder", "size=300x200&text=Coming+soon&fm=png"),
    ("placeholder", "size=320x180&fm=jpg"),
    ("qr", "text=https://example.com/a&fm=png"),
    ("gradient", "w=300&fm=webp"),
    ("gradient", "shape=radial&w=300&fm=avif"),
    ("pattern", "style=noise&seed=a&w=300&fm=png"),
)


def pictures() -> dict[str, bytes]:
    """Return ten pictures by key: photographs, drawings, animations, and modes that have to be converted."""
    found = {name: (FOLDER / name).read_bytes() for name in SAMPLES}
    with Image.open(FOLDER / "bee.jpg") as bee:
        small = bee.resize((320, 240))
    found["cmyk.jpg"] = _file(small.convert("CMYK"), "JPEG", quality=90)
    found["gray16.png"] = _file(small.convert("L").convert("I;16"), "PNG")
    found["moving.png"] = _file(
        _spot(0), "PNG", save_all=True, append_images=[_spot(1), _spot(2)], duration=[80, 160, 240]
    )
    return found


def addresses() -> list[tuple[str, str]]:
    """Return path and query of 200 renditions: each picture in each way, and what is drawn."""
    stored = [(f"/images/{key}", query) for key in pictures() for query in QUERIES]
    return stored + [(f"/generate/{name}", quote(query, safe="=&+,:/@")) for name, query in DRAWN]


def _spot(at: int) -> Image.Image:
    """Return a frame with a spot that is half transparent, on nothing."""
    frame = Image.new("RGBA", (200, 140))
    ImageDraw.Draw(frame).ellipse((20 + 40 * at, 30, 90 + 40 * at, 100), fill=(220, 40, 90, 160))
    return frame


def _file(image: Image.Image, form: str, **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
