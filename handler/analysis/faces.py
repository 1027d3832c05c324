"""Faces: where they are in a picture, by a detector that the extra `faces` brings.

1. Nothing is sent anywhere: the detector runs here, on pixels that are decoded already, reduced to a glance.
2. The same picture gives the same faces, in the same order: the largest first.
3. Who somebody is is not asked; nothing is kept.
"""

from functools import cache
from importlib.util import find_spec
from typing import NamedTuple

from PIL import Image

from handler.core.geometry import MEGAPIXEL, Box, Size

EXTRA = "faces"
"""The optional part of the package that the detector needs, as in `pip install tintype[faces]`."""

DETECTOR = "yunet-2023"
"""The network and its weights, as a digest has to know them."""

GLANCE = 320
"""Pixels. Longest side of the reduced picture in which a crop looks for faces: one of 3 % of it is found."""

CLOSER = 640
"""Pixels. The same where every face counts, as where they are made unrecognisable, or told."""

LIKELY, POSSIBLE = 0.6, 0.45
"""Scores from which on it is a face: for a crop, and where one too many does less harm than one that is missed."""

SAME = 0.4
"""Two boxes that share this part of what they cover together are one face."""

MOST = 64
"""How many faces are told; of more, the largest."""

BLOCK_MS, MEGAPIXEL_MS = 6.0, 480.0
"""CPU milliseconds of the detector: for any picture, and per megapixel of the glance, from benchmarks/work.py."""

BLOCK_BYTES, PIXEL_BYTES = 1_000_000, 125
"""Bytes of memory that it takes: for any picture, and per pixel of the glance, from benchmarks/memory.py."""

STEP = 32
"""Pixels: the sides of a glance are filled up to a multiple of this."""

POINTS = ("right_eye", "left_eye", "nose", "mouth_right", "mouth_left")
"""Names of the points of a face, as the person has them: the right eye is to the left in the picture."""


class DetectedFace(NamedTuple):
    """A face. box: in pixels, inside the picture. score: 0 to 1. points: those of POINTS, in pixels."""

    box: Box
    score: float
    points: tuple[tuple[float, float], ...]

    @property
    def area(self) -> float:
        """Pixels of the box."""
        width, height = self.box.size
        return width * height


@cache
def installed() -> bool:
    """Return whether the extra is there. Nothing is imported."""
    return find_spec("numpy") is not None


def detector_ms(size: Size, glance: int) -> float:
    """Return the estimated CPU milliseconds of finding the faces of a picture that was reduced to a glance."""
    return BLOCK_MS + MEGAPIXEL_MS * _seen(size, glance) / MEGAPIXEL


def detector_memory(size: Size, glance: int) -> int:
    """Return the bytes of memory that finding them takes."""
    return BLOCK_BYTES + PIXEL_BYTES * _seen(size, glance)


def _seen(size: Size, glance: int) -> int:
    scale = min(1.0, glance / max(size))
    width, height = (STEP * (int(side * scale) // STEP + 1) for side in size)
    return width * height


def find(image: Image.Image, full: Size, *, glance: int = GLANCE, least: float = LIKELY) -> tuple[DetectedFace, ...]:
    """Return the faces of a picture, the largest first.

    image: RGB, RGBA or L, perhaps reduced; it is reduced to `glance`. full: its size at full scale, in whose pixels the
    faces are told. least: the score that a face has to have. ModuleNotFoundError without the extra.
    """
    from handler.analysis.yunet import network  # noqa: PLC0415 - of the extra, and only who asks for faces needs it

    small = _reduced(image, glance)
    across, down = full.width / small.width, full.height / small.height
    kept: list[DetectedFace] = []
    for found in sorted(network().faces(small, least), key=lambda each: (-round(each.score, 4), each.box)):
        box = Box(*(round(edge, 2) for edge in found.box)).inside(Size(*small.size))
        if min(box.size) >= 1 and all(_shared(box, other.box) < SAME for other in kept):
            kept.append(DetectedFace(box, round(found.score, 3), found.points))
    kept.sort(key=lambda face: (-face.area, face.box))
    return tuple(_scaled(face, across, down) for face in kept[:MOST])


def _reduced(image: Image.Image, glance: int) -> Image.Image:
    """Return the picture as the detector takes it. Hidden colours must not count: what is transparent is white."""
    small = image.copy()
    small.thumbnail((glance, glance), Image.Resampling.BOX, reducing_gap=None)
    if small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small)
    return small.convert("RGB")


def _scaled(face: DetectedFace, across: float, down: float) -> DetectedFace:
    points = tuple((x * across, y * down) for x, y in face.points)
    return face._replace(box=face.box.scaled(across, down), points=points)


def _shared(one: Box, other: Box) -> float:
    """Return the part of what two boxes cover together that both cover."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    areas = [each[0] * each[1] for each in (one.size, other.size)]
    return width * height / (sum(areas) - width * height)
