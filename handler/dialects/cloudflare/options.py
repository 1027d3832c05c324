"""Options: the first part of an address, taken apart into names and texts, each name in one spelling.

1. `name=value` with commas between; a comma within brackets, as in rgb(1,2,3), parts nothing. It is decoded before, so
   that an encoded comma parts as well.
2. Every name is known, or refused with a reason; none is given twice, under whichever of its names.
"""

from collections.abc import Iterator

from handler.dialects.foreign.words import unknown
from handler.errors import InvalidParameter, InvalidRequest, RepeatedParameter, UnknownParameter

Options = dict[str, str]

ALIASES = {
    "w": "width",
    "h": "height",
    "g": "gravity",
    "q": "quality",
    "f": "format",
    "scq": "slow-connection-quality",
    "face-zoom": "zoom",
}
SUPPORTED = {
    "width": "pixels, or auto: what Sec-CH-Width tells, else 1200",
    "height": "pixels",
    "dpr": "0.5 to 5; multiplies width, height and trim",
    "fit": "scale-down, contain, cover, crop, aspect-crop, pad, squeeze; scale-up with one side",
    "gravity": "auto, face, left, right, top, bottom, center, or a point as 0.5x0.33, kept in the middle as far as "
    "the edges allow",
    "zoom": "0 to 1, with gravity=face: the part is 1/zoom times as large as the faces",
    "quality": "1 to 100, or high, medium-high, medium-low, low: q=auto:best to auto:low",
    "format": "auto, avif, webp, jpeg, baseline-jpeg, json; webp with quality=100 is lossless",
    "anim": "true, or false: the first frame alone",
    "background": "a CSS colour",
    "blur": "0 to 250",
    "brightness": "a factor above 0",
    "contrast": "a factor up to 2",
    "gamma": "0.25 to 4; below 1 lightens",
    "saturation": "0 to 2; 0 is gray",
    "sharpen": "0 to 10",
    "rotate": "0, 90, 180, 270",
    "flip": "h, v, hv",
    "trim": "top;right;bottom;left in pixels, or border",
    "trim.top": "pixels",
    "trim.left": "pixels",
    "trim.width": "pixels",
    "trim.height": "pixels",
    "trim.border.color": "a CSS colour, with trim=border",
    "metadata": "copyright, keep, none",
    "compression": "fast: JPEG or PNG in place of AVIF and WebP, and the least effort",
    "slow-connection-quality": "as quality, for viewers whose browser says Save-Data",
    "onerror": "redirect; errors are answered as ever, TINTYPE_FALLBACK can name a picture for them",
    "upscale": "interpolate",
}
"""What is supported, and its values."""

REFUSED = {
    "border": "is for Workers alone, and no option of an address",
    "draw": "is for Workers alone, and no option of an address",
    "segment": "needs a model that finds the foreground, which is not here",
    "trim.border.tolerance": "is not supported; a border may differ by 10 of 255 from its colour",
    "trim.border.keep": "is not supported; all of the border goes",
    "origin-auth": "is for Workers alone, and no option of an address",
}
"""What Cloudflare has besides, and why it is refused."""


def read_options(text: str) -> Options:
    """Return the options of a decoded text by their names; InvalidRequest where it has none."""
    options: Options = {}
    for part in _parts(text):
        spelled, equals, value = part.partition("=")
        if not equals:
            raise InvalidRequest("the options come first, as in width=300,format=auto, then the picture")
        name = ALIASES.get(spelled, spelled)
        if name in REFUSED:
            raise UnknownParameter(f"{name} {REFUSED[name]}", parameter=name)
        if name not in SUPPORTED:
            raise unknown(spelled, [*SUPPORTED, *ALIASES], "option")
        if name in options:
            raise RepeatedParameter(f"{name} is given more than once", parameter=spelled)
        if not value:
            raise InvalidParameter(f"{spelled} has no value", parameter=spelled)
        options[name] = value
    return options


def _parts(text: str) -> Iterator[str]:
    """Give what commas part that stand in no brackets."""
    depth = start = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == "," and not depth:
            yield text[start:at]
            start = at + 1
    yield text[start:]
