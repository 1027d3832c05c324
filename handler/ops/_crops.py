"""Crops by content: which part of a picture a resize keeps where that depends on what there is to see."""

from typing import Protocol

from PIL import Image

from handler.analysis import attention, faces, framing
from handler.core.geometry import Size
from handler.errors import InvalidParameter
from handler.ops._fits import BOXED, EDGES, Anchor, Fit, kept


class CropRequest(Protocol):
    """What a resize says of how it cuts."""

    @property
    def w(self) -> float | None:
        """Its width."""

    @property
    def h(self) -> float | None:
        """Its height."""

    @property
    def ar(self) -> tuple[float, float] | None:
        """Its aspect ratio."""

    @property
    def fit(self) -> Fit:
        """How it fits."""

    @property
    def crop(self) -> tuple[Anchor, ...]:
        """What it keeps."""

    @property
    def fp_x(self) -> float:
        """The focal point, across."""

    @property
    def fp_y(self) -> float:
        """The focal point, down."""

    @property
    def fp_z(self) -> float:
        """The zoom towards it."""

    @property
    def facepad(self) -> float:
        """How many times as large as the faces the part is."""

    @property
    def faceindex(self) -> int | None:
        """Which face."""

    def size(self, size: Size) -> Size:
        """Return the size of its result."""


SEEN = {"entropy", "edges", "smart", "faces"}
"""Values of `crop` for which the picture has to be looked at."""

POINTED = {"smart", "faces", "focalpoint"}
"""Values of `crop` for which a stored focal point is better than what the picture shows."""

RATING_MS = {"entropy": 6.5, "edges": 6.5, "smart": 9.0, "faces": 0.0}
"""CPU milliseconds for judging the reduced picture, the same for every source."""


def fault(asked: CropRequest) -> str | None:
    """Return what is contradictory in how a resize is to cut; None where nothing is."""
    focal = (asked.fp_x, asked.fp_y, asked.fp_z) != (0.5, 0.5, 1.0)
    rest = asked.crop[1:] if asked.crop[:1] == ("faces",) else asked.crop
    axes = [EDGES[anchor][0] for anchor in rest if anchor in EDGES]
    boxed = asked.ar is not None or (asked.w is not None and asked.h is not None)
    area = asked.fit == "facearea"
    faults = {
        "crop takes one edge of each direction, or one of focalpoint, entropy, edges, smart; before it, faces": (
            len(axes) < len(rest) and len(rest) > 1
        ),
        "crop names two edges of one direction": len(set(axes)) < len(axes),
        f"crop cuts, which fit={asked.fit} does not; use fit=crop or fit=min": asked.crop and asked.fit not in BOXED,
        "fit=facearea finds what it keeps; leave crop out": asked.crop and area,
        "crop needs a box to fill: w and h, or ar": asked.crop and not boxed and asked.fit != "cut",
        "fit=facearea needs a box to fill: w and h, or ar": area and not boxed,
        "fp-x, fp-y and fp-z need crop=focalpoint": focal and "focalpoint" not in asked.crop,
        "facepad needs fit=facearea": asked.facepad != 1 and not area,
        "faceindex needs fit=facearea or crop=faces": asked.faceindex and not area and "faces" not in asked.crop,
    }
    return next((said for said, holds in faults.items() if holds), None)


def wanted(asked: CropRequest) -> tuple[str, ...]:
    """Return what is to be looked for, in this order; nothing where the crop does not depend on what there is to see.

    Smart looks for faces first, where what finds them is installed.
    """
    if asked.fit == "facearea":
        return ("faces",)
    words = tuple(word for word in asked.crop if word in SEEN)
    return ("faces", *words) if words == ("smart",) and faces.installed() else words


def unpointed(asked: CropRequest) -> bool:
    """Return whether a stored focal point decides where it is known: the request names none."""
    return bool(POINTED & set(asked.crop)) and (asked.fp_x, asked.fp_y) == (0.5, 0.5)


def check_installed(asked: CropRequest) -> None:
    """InvalidParameter where faces are asked for, and what finds them is not installed."""
    parameter = "fit" if asked.fit == "facearea" else "crop"
    if parameter == "fit" or "faces" in asked.crop:
        require_faces(parameter)


def require_faces(parameter: str) -> None:
    """InvalidParameter naming the parameter where what finds faces is not installed."""
    if not faces.installed():
        extra = faces.EXTRA
        said = f"{parameter}: to find faces needs the extra {extra}, which is not installed here: tintype[{extra}]"
        raise InvalidParameter(said, parameter=parameter)


def glance_side(looks: tuple[str, ...]) -> int:
    """Return the longest side of the reduced picture that is looked at."""
    return faces.GLANCE if "faces" in looks else attention.GLANCE


def looking_ms(looks: tuple[str, ...], size: Size) -> float:
    """Return the CPU milliseconds of looking at the reduced picture."""
    found = faces.detector_ms(size, faces.GLANCE) if "faces" in looks else 0.0
    return found + sum(RATING_MS[each] for each in looks)


def looking_memory(looks: tuple[str, ...], size: Size) -> int:
    """Return the bytes of memory that looking takes."""
    return faces.detector_memory(size, faces.GLANCE) if "faces" in looks else 0


def box(asked: CropRequest, seen: Image.Image, size: Size) -> tuple[int, int, int, int] | None:
    """Return left, top, width and height of what is kept; None where no face is found and nothing else was asked for.

    seen: the picture, reduced. size: its size at full scale, in whose pixels the box is.
    """
    target = asked.size(size)
    frame = kept(asked.fit, size, target, (0.5, 0.5), 1)
    for look in wanted(asked):
        if look != "faces":
            return attention.busiest(seen, frame, size, by=look)
        found = faces.find(seen, size)
        if asked.faceindex is not None:
            found = found[asked.faceindex - 1 : asked.faceindex]
        if found and asked.fit == "facearea":
            return framing.area(found, target, size, asked.facepad)
        if found:
            return framing.framed(found, frame, size)
    return None


def without_looking(asked: CropRequest) -> dict[str, object]:
    """Return what is to be changed in a resize where nothing is found: it keeps an edge or the point that it names."""
    edges = tuple(anchor for anchor in asked.crop if anchor in EDGES)
    return {"crop": edges, "fit": "crop" if asked.fit == "facearea" else asked.fit, "facepad": 1.0, "faceindex": None}
