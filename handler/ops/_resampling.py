"""Resampling with transparency: no colour bleeds in from where nothing is seen, or rings at an edge of the alpha."""

from collections.abc import Callable

from PIL import Image, ImageFilter

FULL = 204
"""What stands for 255 where a kernel is to overshoot it without being cut off."""

HEADROOM = [round(level * FULL / 255) for level in range(256)]
OVERSHOT = [255 * (level > FULL) for level in range(256)]


def resampled(image: Image.Image, sample: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """Return what `sample` makes of a picture; of one with transparency it sees premultiplied RGBa.

    A sharp kernel overshoots at an edge. Where it is the alpha's, 8 bits cut that off at 255, but not what the
    premultiplied colours overshoot by, and a flat colour gets a bright line inside its edge. With headroom for both,
    their quotient stays; elsewhere the full 8 bits are taken.
    """
    if image.mode != "RGBA":
        return sample(image)
    flat = image.convert("RGBa")
    result, roomy = sample(flat).convert("RGBA"), sample(flat.point(HEADROOM * 4))
    # Its neighbours too: a resize goes across and then down, and may be cut off between.
    overshot = roomy.getchannel("a").point(OVERSHOT).filter(ImageFilter.MaxFilter(3))
    if overshot.getbbox():
        colours = roomy.convert("RGBA")
        colours.putalpha(result.getchannel("A"))
        result.paste(colours, mask=overshot)
    return result
