"""The table of file formats: what each can carry, what it costs, and which of the asked ones a picture gets."""

import platform
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import cast

from PIL import Image, features
from PIL import __version__ as pillow_version

from handler import __version__
from handler.codecs.costs import COSTS
from handler.codecs.quality import worthwhile
from handler.errors import InvalidParameter
from handler.geometry import MEGAPIXEL
from handler.output import Candidate, FormatName, Output

RENDER = 3
"""Raised by one whenever the same recipe comes to give other pixels or bytes than before."""


MOST = 2**31 - 1
"""The longest side of a format that says it in 32 bits."""


@dataclass(frozen=True)
class Format:
    """What a file format can carry, and what it costs.

    label: how people write it. can: which of alpha, animation, quality, lossless and colors it has. bytes_per_pixel:
    memory at the peak of decoding one still picture. side: the largest width or height that the format, or its library,
    can say.
    """

    name: FormatName
    label: str
    media_type: str
    extension: str
    can: frozenset[str]
    bytes_per_pixel: int
    side: int

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


def _can(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Bytes: peak resident size over pixels at 16 Mpx, of the mode that takes most (gray with alpha in PNG, floats in TIFF),
# rounded up.
FORMATS: dict[FormatName, Format] = {
    row.name: row
    for row in (
        Format("jpg", "JPEG", "image/jpeg", "jpg", _can("quality"), 8, 65_500),
        Format("pjpg", "JPEG", "image/jpeg", "jpg", _can("quality"), 14, 65_500),
        Format("png", "PNG", "image/png", "png", _can("alpha animation lossless colors"), 14, MOST),
        Format("webp", "WebP", "image/webp", "webp", _can("alpha animation quality lossless"), 17, 16_383),
        Format("avif", "AVIF", "image/avif", "avif", _can("alpha animation quality"), 14, 65_536),
        Format("gif", "GIF", "image/gif", "gif", _can("alpha animation colors"), 7, 65_535),
        Format("tiff", "TIFF", "image/tiff", "tiff", _can("alpha lossless"), 14, MOST),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What is to be carried: the result, and where it comes from.

    source: the stored kind, None for a made picture. alpha and moving are about the result. area: its pixels, of one
    frame. frames: how many. spare: CPU milliseconds left for encoding; None where nobody counts.
    """

    source: FormatName | None
    alpha: bool = False
    moving: bool = False
    area: int = 0
    frames: int = 1
    spare: float | None = None


def choose(output: Output, subject: Subject) -> FormatName:
    """Return the first candidate that can carry the picture and is worth it, the last one where none is.

    The candidate `source` stands for the stored kind, but a JPEG that has become transparent, a made picture, and a
    TIFF that is transparent are PNG, any other TIFF is JPEG; `classic` stands for the same, and for JPEG or PNG in
    place of WebP and AVIF. Of several candidates one is passed over that cannot do what is asked, would be larger
    than plainer formats at this size, or would take more time than is left. InvalidParameter, naming lossless or
    colors, where the chosen format cannot do what is asked.
    """
    names = [_named(candidate, subject) for candidate in output.formats]
    chosen = next((name for name in names if _good(FORMATS[name], output, subject, alone=len(names) == 1)), names[-1])
    for word in _asked(output):
        if word not in FORMATS[chosen].can:
            raise _impossible(word, chosen)
    return chosen


def _named(candidate: Candidate, subject: Subject) -> FormatName:
    if candidate not in {"source", "classic"}:
        return cast("FormatName", candidate)
    if subject.source in {"jpg", "pjpg", "tiff"}:
        return "png" if subject.alpha else "jpg"
    if candidate == "classic" and subject.source in {"webp", "avif"}:
        return "png" if subject.alpha or subject.moving else "jpg"
    return subject.source or "png"


def _good(row: Format, output: Output, subject: Subject, *, alone: bool) -> bool:
    if (subject.alpha and not row.alpha) or (subject.moving and not row.animation):
        return False
    if alone:
        return True
    able = all(word in row.can for word in _asked(output))
    # A moving AVIF forgets how often it plays, and takes ten times as long as a moving WebP.
    fit = worthwhile(row.name, subject.area) and not (subject.moving and row.name == "avif")
    cost = COSTS[row.name].encoding(output, alpha=subject.alpha, moving=subject.moving)
    milliseconds = cost * subject.area * subject.frames / MEGAPIXEL
    return able and fit and (subject.spare is None or milliseconds <= subject.spare)


def _asked(output: Output) -> list[str]:
    return [word for word, asked in (("lossless", output.lossless), ("colors", output.colors is not None)) if asked]


def _impossible(word: str, chosen: FormatName) -> InvalidParameter:
    able = " or ".join(row.name for row in FORMATS.values() if word in row.can)
    said = f"{word}: the result would be {FORMATS[chosen].label}, which cannot do that; use fm={able}"
    return InvalidParameter(said, parameter=word)


@cache
def engine() -> str:
    """Return what decides over bytes beside the recipe: versions of this package, Pillow and codecs, and machine."""
    return f"tintype-{__version__}.{RENDER} pillow-{pillow_version} {_libraries()} {platform.machine()}"


def _libraries() -> str:
    """Return what tells one set of codec libraries from another.

    Those of a wheel have hashes in their names. Asked for their versions all of them would be loaded, the 5 MB of AVIF
    for a JPEG.
    """
    bundled = sorted(path.name for path in Path(Image.__file__).parent.parent.glob("pillow.libs/*"))
    if bundled:
        return f"wheel-{sha256(' '.join(bundled).encode()).hexdigest()[:16]}"
    return _versions()


def _versions() -> str:
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
    return " ".join(f"{name}-{version}" for name, version in codecs.items())
