"""Appearance: the end of an address: how the picture is turned, its quality and its format (sections 4.3 to 4.5)."""

from typing import NamedTuple

from handler.core.formats.catalogue import FORMATS
from handler.core.output import Output
from handler.core.suggest import nearest
from handler.dialects.iiif.numbers import fraction_of, plain_decimal, wrong_number
from handler.ops.flip import Flip
from handler.ops.levels import Levels
from handler.ops.op import Op
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation

ROTATION, QUALITY, FORMAT = "rotation", "quality", "format"
MIRROR = "!"
WHOLE_TURN, QUARTER = 360, 90
CLEAR = "00ffffff"
"""What the corners beside a turned picture are, where the format can say it."""

GRAY: tuple[Op, ...] = (Saturation(amount=-100),)
BITONAL: tuple[Op, ...] = (*GRAY, Levels(range=(127, 1.0, 128)))
QUALITIES: dict[str, tuple[Op, ...]] = {"default": (), "color": (), "gray": GRAY, "bitonal": BITONAL}

SUFFIXES = {
    "jpg": "jpg",
    "png": "png",
    "webp": "webp",
    "gif": "gif",
    "tif": "tiff",
    "jp2": "jp2",
    "pdf": "pdf",
    "avif": "avif",
}
"""The formats that are offered, by IIIF's names, and ours."""


class Appearance(NamedTuple):
    """How the scaled region is shown. mirrored: before it is turned. angle: degrees clockwise, 0 up to 360."""

    mirrored: bool
    angle: float
    quality: str
    suffix: str

    def ops(self) -> tuple[Op, ...]:
        """Return the operations, in the order of the text: mirror, turn, colour."""
        flip: tuple[Op, ...] = (Flip(axis="h"),) if self.mirrored else ()
        clear = self.angle % QUARTER != 0 and FORMATS[SUFFIXES[self.suffix]].alpha
        turn = Rotate(angle=self.angle, bg=CLEAR if clear else None)
        return (*flip, turn, *QUALITIES[self.quality])

    def output(self) -> Output:
        """Return the file that is written."""
        return Output(formats=(SUFFIXES[self.suffix],))

    @property
    def frame(self) -> int | None:
        """Which frame is shown, where an animation would be written: IIIF's pictures stand still."""
        return 0 if FORMATS[SUFFIXES[self.suffix]].animation else None

    def text(self) -> str:
        """Return the canonical text of all of it."""
        angle = plain_decimal(self.angle % WHOLE_TURN)
        quality = "default" if self.quality == "color" else self.quality
        return f"{MIRROR if self.mirrored else ''}{angle}/{quality}.{self.suffix}"


def suffix_of(output: Output) -> str | None:
    """Return IIIF's word for the one format that is written; None where it has none, or more is asked of the file."""
    return next((suffix for suffix, name in SUFFIXES.items() if output == Output(formats=(name,))), None)


def read_rotation(text: str) -> tuple[bool, float]:
    """Read whether the picture is mirrored, and the degrees clockwise; InvalidParameter past a whole turn."""
    mirrored = text.startswith(MIRROR)
    angle = fraction_of(ROTATION, text.removeprefix(MIRROR))
    if angle > WHOLE_TURN:
        raise wrong_number(ROTATION, text, "it is 0 up to 360 degrees")
    return mirrored, angle


def read_appearance(rotation: str, last: str) -> Appearance:
    """Read the two last parts of an address, as `!90` and `gray.png`."""
    mirrored, angle = read_rotation(rotation)
    quality, point, suffix = last.rpartition(".")
    if not point:
        quality, suffix = last, ""
    return Appearance(mirrored, angle, _known(QUALITY, quality, QUALITIES), _known(FORMAT, suffix, SUFFIXES))


def _known(word: str, text: str, known: dict[str, object] | dict[str, str] | dict[str, tuple[Op, ...]]) -> str:
    if text in known:
        return text
    near = nearest(text, list(known))
    hint = f"; did you mean {near}?" if near else ""
    raise wrong_number(word, text, f"it is one of {', '.join(known)}{hint}")
