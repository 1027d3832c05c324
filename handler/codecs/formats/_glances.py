"""Glances: the small picture that a text tells of, and the texts of which others are made too."""

from base64 import b64encode

from PIL import Image, ImageFilter

from handler.analysis.blurhash import blurhash
from handler.analysis.thumbhash import thumbhash
from handler.codecs.writing import NamedBuffer
from handler.core.formats.texts import GLANCE
from handler.core.frames import Frames

HASHED = 32
"""Pixels of the longest side that a hash is made of: it keeps at most seven waves."""

TINY, SOFT, QUALITY, OF_ALPHA = 16, 0.6, 50, 20
"""Of the tiny picture: its longest side, the radius of its blur, both in pixels, and two qualities of its WebP."""

LONG, SHORT = 4, 3
"""Waves of a BlurHash along the longer side, and along the shorter one, but never more than there are pixels."""

LEAST = 4
"""Pixels of a side that a ThumbHash is made of, at least: it has waves of half as many, whatever the picture."""


def glance(frames: Frames) -> Image.Image:
    """Return the first frame as RGBA, as small as what is looked at."""
    return glanced(frames.first.convert("RGBA"), GLANCE)


def glanced(image: Image.Image, longest: int) -> Image.Image:
    """Return a picture with a longest side of at most so many pixels."""
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BOX)


def blurhash_text(seen: Image.Image) -> str:
    """Return the BlurHash of an RGBA picture, with white under what is transparent."""
    small = glanced(seen, HASHED)
    below = Image.new("RGBA", small.size, "white")
    below.alpha_composite(small)
    waves = (LONG, SHORT) if small.width >= small.height else (SHORT, LONG)
    across, down = map(min, waves, small.size)
    return blurhash(below.convert("RGB"), across, down)


def thumbhash_text(seen: Image.Image) -> str:
    """Return the ThumbHash of an RGBA picture, in base64."""
    small = glanced(seen, HASHED)
    width, height = (max(LEAST, side) for side in small.size)
    return b64encode(thumbhash(small.resize((width, height), Image.Resampling.NEAREST))).decode()


def tiny_picture(seen: Image.Image) -> str:
    """Return a blurred picture of a few pixels as a data URL, which needs no program to be shown."""
    soft = glanced(seen, TINY).filter(ImageFilter.GaussianBlur(SOFT))
    opaque = soft.getchannel("A").getextrema() == (255, 255)
    file = NamedBuffer("webp")
    (soft.convert("RGB") if opaque else soft).save(file, quality=QUALITY, alpha_quality=OF_ALPHA, method=6)
    return f"data:image/webp;base64,{b64encode(file.getvalue()).decode()}"
