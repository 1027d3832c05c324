"""The table of file formats: what each can carry, what it costs, and which of the asked ones a picture gets."""

import platform
from dataclasses import dataclass
from functools import cache

from PIL import __version__ as pillow_version
from PIL import features

from handler import __version__
from handler.errors import InvalidParameter
from handler.output import Candidate, FormatName, Output

RENDER = 1
"""Raised by one whenever the same recipe comes to give other pixels or bytes than before."""


MOST = 2**31 - 1
"""The longest side of a format that says it in 32 bits."""


@dataclass(frozen=True)
class Format:
    """What a file format can carry, and what it costs.

    label: how people write it. can: which of alpha, animation, quality, lossless and colors it has. bytes_per_pixel:
    memory at the peak of decoding one still picture. decode_ms and encode_ms: CPU milliseconds per megapixel of one
    frame at full scale; lossless_ms and palette_ms those of encoding with `lossless` and with `colors`, where it is
    another. side: the largest width or height that the format, or its library, can say.
    """

    name: FormatName
    label: str
    media_type: str
    extension: str
    can: frozenset[str]
    bytes_per_pixel: int
    decode_ms: float
    encode_ms: float
    side: int
    lossless_ms: float | None = None
    palette_ms: float | None = None

    @property
    def alpha(self) -> bool:
        """Whether it can carry transparency."""
        return "alpha" in self.can

    @property
    def animation(self) -> bool:
        """Whether it can move."""
        return "animation" in self.can

    @property
    def quality(self) -> bool:
        """Whether it has a quality."""
        return "quality" in self.can

    def encode_cost(self, output: Output) -> float:
        """Return the CPU milliseconds per megapixel of one frame of encoding as `output` asks."""
        if output.lossless and self.lossless_ms is not None:
            return self.lossless_ms
        return self.encode_ms if output.colors is None or self.palette_ms is None else self.palette_ms


def _can(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Milliseconds: medians of five runs, by process_time, of Pillow 13 on x86-64 at quality 80, on 1 to 2 Mpx photographs
# with much texture, which are dear, rounded up. Bytes: peak resident size over pixels, for 4 to 50 Mpx, rounded up.
FORMATS: dict[FormatName, Format] = {
    row.name: row
    for row in (
        Format("jpg", "JPEG", "image/jpeg", "jpg", _can("quality"), 8, 11, 15, 65_500),
        Format("pjpg", "JPEG", "image/jpeg", "jpg", _can("quality"), 14, 25, 25, 65_500),
        Format("png", "PNG", "image/png", "png", _can("alpha animation lossless colors"), 8, 40, 190, MOST, None, 120),
        Format("webp", "WebP", "image/webp", "webp", _can("alpha animation quality lossless"), 16, 20, 90, 16_383, 40),
        Format("avif", "AVIF", "image/avif", "avif", _can("alpha animation quality"), 14, 25, 350, 65_536),
        Format("gif", "GIF", "image/gif", "gif", _can("alpha animation colors"), 6, 15, 120, 65_535),
        Format("tiff", "TIFF", "image/tiff", "tiff", _can("alpha lossless"), 8, 25, 100, MOST),
    )
}  # fmt: skip


def choose(output: Output, *, source: FormatName | None, alpha: bool, moving: bool) -> FormatName:
    """Return the first candidate that can carry the picture, the last one where none can.

    `source` is the stored kind, None for a made picture; `alpha` and `moving` are about the result. The candidate
    `source` stands for the stored kind, but a JPEG that has become transparent, a made picture, and a TIFF that is
    transparent are PNG, any other TIFF is JPEG. InvalidParameter, naming lossless or colors, where the chosen format
    cannot do what is asked.
    """
    names = [_named(candidate, source, alpha=alpha) for candidate in output.formats]
    chosen = next((name for name in names if _carries(FORMATS[name], alpha=alpha, moving=moving)), names[-1])
    for asked, word in ((output.lossless, "lossless"), (output.colors is not None, "colors")):
        if asked and word not in FORMATS[chosen].can:
            raise _impossible(word, chosen)
    return chosen


def _named(candidate: Candidate, source: FormatName | None, *, alpha: bool) -> FormatName:
    if candidate != "source":
        return candidate
    if source in {"jpg", "pjpg", "tiff"}:
        return "png" if alpha else "jpg"
    return source or "png"


def _carries(row: Format, *, alpha: bool, moving: bool) -> bool:
    return (row.alpha or not alpha) and (row.animation or not moving)


def _impossible(word: str, chosen: FormatName) -> InvalidParameter:
    able = " or ".join(row.name for row in FORMATS.values() if word in row.can)
    said = f"{word}: the result would be {FORMATS[chosen].label}, which cannot do that; use fm={able}"
    return InvalidParameter(said, parameter=word)


@cache
def engine() -> str:
    """Return what decides over bytes beside the recipe: versions of this package, Pillow and codecs, and machine."""
    from PIL.AvifImagePlugin import get_codec_version  # noqa: PLC0415 - 10 ms of codecs, once

    codecs = {
        "jpeg": features.version("libjpeg_turbo") or features.version("jpg"),
        "webp": features.version("webp"),
        "avif": features.version("avif"),
        "aom": get_codec_version("aom"),
        "zlib": features.version("zlib_ng") or features.version("zlib"),
        "lcms": features.version("littlecms2"),
        "tiff": features.version("libtiff"),
    }
    said = " ".join(f"{name}-{version}" for name, version in codecs.items())
    return f"tintype-{__version__}.{RENDER} pillow-{pillow_version} {said} {platform.machine()}"
