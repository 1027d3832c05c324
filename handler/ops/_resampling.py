"""Resampling with transparency: hidden colours do not bleed in, and the edge of the alpha has no bright line."""

from collections.abc import Callable

from PIL import Image, ImageFilter

FULL = 204
"""Level that stands for 255 while a kernel may overshoot: 25 % of headroom, more than Lanczos and bicubic need."""

HEADROOM = [round(level * FULL / 255) for level in range(256)]
OVERSHOT = [255 * (level > FULL) for level in range(256)]
"""Tables: from a level to one with headroom, and from that to a mask of what overshot."""


def resampled(image: Image.Image, sample: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """Return what `sample` makes of a picture; it gets a picture with transparency as premultiplied RGBa.

    A sharp kernel overshoots at an edge. At an edge of the alpha, 8 bits clip the alpha at 255, but not always the
    premultiplied colours, so that a flat colour would get a bright line inside its edge. There the picture is sampled
    with headroom for both, which keeps their quotient; everywhere else with the full 8 bits.
    """
    if image.mode != "RGBA":
        return sample(image)
    flat = image.convert("RGBa")
    result, roomy = sample(flat).convert("RGBA"), sample(flat.point(HEADROOM * 4))
    # Neighbours too: a resize works across and then down, and may clip in between.
    overshot = roomy.getchannel("a").point(OVERSHOT).filter(ImageFilter.MaxFilter(3))
    if overshot.getbbox():
        colours = roomy.convert("RGBA")
        colours.putalpha(result.getchannel("A"))
        result.paste(colours, mask=overshot)
    return result
