"""Resampling with transparency: colours neither bleed in from where nothing is seen, nor ring at an edge of the alpha."""

from collections.abc import Callable

from PIL import Image

Sample = Callable[[Image.Image, Image.Resampling], Image.Image]

FULL = 192
"""What stands for full alpha where it is to be seen how far a kernel overshoots it."""

HEADROOM = [round(level * FULL / 255) for level in range(256)]
OVERSHOT = [255 * (level > FULL) for level in range(256)]


def resampled(image: Image.Image, sample: Sample, sharp: Image.Resampling, soft: Image.Resampling) -> Image.Image:
    """Return what `sample` makes of a picture with the sharp kernel; with transparency it sees premultiplied RGBa.

    A sharp kernel overshoots at an edge, and where it is the alpha's, 8 bits cut that off at 255, but not what the
    premultiplied colours overshoot by: a flat colour would get a bright line inside its edge. There the soft kernel,
    which has no negative weight, gives the colour.
    """
    if image.mode != "RGBA":
        return sample(image, sharp)
    flat = image.convert("RGBa")
    result = sample(flat, sharp).convert("RGBA")
    overshot = sample(image.getchannel("A").point(HEADROOM), sharp).point(OVERSHOT)
    if overshot.getbbox():
        calm = sample(flat, soft).convert("RGBA")
        calm.putalpha(result.getchannel("A"))
        result.paste(calm, mask=overshot)
    return result
