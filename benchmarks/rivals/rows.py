"""The rows of the table: what each server is asked for, beside the others."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Kind = Literal["picture", "unchanged", "kept", "original", "load", "cold"]


class Task(NamedTuple):
    """A picture that is asked for. key: of the source. height: cut to this ratio where it is given."""

    key: str
    width: int
    format: str = "webp"
    height: int | None = None
    sharp: bool = False
    moving: bool = False
    original: bool = False


class Row(NamedTuple):
    """One line of the table. like: the row whose qualities are asked for, itself where its results are scored.

    floor: bare/ can make it too.
    """

    name: str
    label: str
    task: Task
    kind: Kind = "picture"
    like: str = ""
    floor: bool = False


def _still(name: str, label: str, task: Task) -> Row:
    return Row(name, label, task, like=name, floor=True)


SMALL = Task("jpeg-2.3.jpg", 300)
SMALLEST = "jpeg-2.3-300-webp"
ROWS: tuple[Row, ...] = (
    _still(SMALLEST, "2.3 Mpx JPEG → 300 WebP", SMALL),
    _still("jpeg-2.3-1200-jpeg", "2.3 Mpx JPEG → 1200 JPEG", Task("jpeg-2.3.jpg", 1200, "jpeg")),
    _still("jpeg-12-800-webp", "12 Mpx JPEG → 800 WebP", Task("jpeg-12.jpg", 800)),
    _still("jpeg-16-800-webp", "16 Mpx JPEG → 800 WebP", Task("jpeg-16.jpg", 800)),
    _still("jpeg-16-800-jpeg", "16 Mpx JPEG → 800 JPEG", Task("jpeg-16.jpg", 800, "jpeg")),
    _still("jpeg-24-800-webp", "24 Mpx JPEG → 800 WebP", Task("jpeg-24.jpg", 800)),
    _still("png-9-rgb-800-webp", "9 Mpx PNG, RGB → 800 WebP", Task("png-9-rgb.png", 800)),
    _still("png-9-opaque-800-webp", "9 Mpx PNG, opaque RGBA → 800 WebP", Task("png-9-opaque.png", 800)),
    _still("png-9-alpha-800-webp", "9 Mpx PNG, RGBA → 800 WebP", Task("png-9-alpha.png", 800)),
    _still("webp-9-800-webp", "9 Mpx WebP → 800 WebP", Task("webp-9.webp", 800)),
    _still("jpeg-16-800-avif", "16 Mpx JPEG → 800 AVIF", Task("jpeg-16.jpg", 800, "avif")),
    _still("avif-9-800-webp", "9 Mpx AVIF → 800 WebP", Task("avif-9.avif", 800)),
    Row(
        "jpeg-12-crop-sharp",
        "12 Mpx JPEG → 600 x 600 cut, sharpened, WebP",
        Task("jpeg-12.jpg", 600, height=600, sharp=True),
        like="jpeg-12-800-webp",
    ),
    Row("gif-200-webp", "GIF of 24 frames → 200 WebP", Task("film.gif", 200, moving=True), like=SMALLEST),
    Row("not-modified", "2.3 Mpx JPEG → 300 WebP, 304", SMALL, "unchanged", like=SMALLEST),
    Row("kept", "2.3 Mpx JPEG → 300 WebP, kept result", SMALL, "kept", like=SMALLEST),
    Row("original", "the 2.3 Mpx JPEG itself", Task("jpeg-2.3.jpg", 0, original=True), "original", like=SMALLEST),
    Row("eight-at-once", "2.3 Mpx JPEG → 300 WebP, eight at once on two cores", SMALL, "load", like=SMALLEST),
    Row("cold", "process start to first picture, 2.3 Mpx JPEG → 300 WebP", SMALL, "cold", like=SMALLEST),
)


BY_NAME = {row.name: row for row in ROWS}


def chosen(names: Iterable[str], rows: Sequence[Row] = ROWS) -> list[Row]:
    """Return the rows whose names begin so, in their order; all of them for no name. ValueError where none does."""
    wanted = list(names)
    for name in wanted:
        if not any(row.name.startswith(name) for row in rows):
            raise ValueError(f"there is no row {name!r}; they are {', '.join(row.name for row in rows)}")
    return [row for row in rows if not wanted or row.name.startswith(tuple(wanted))]
