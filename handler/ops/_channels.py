"""Colour channels: changes of colours that leave alpha alone."""

from collections.abc import Callable

from PIL import Image

LUMA = (0.299, 0.587, 0.114)
"""Weights of red, green and blue in luminance (ITU-R BT.601), as in Pillow's conversion to L."""


def curve(change: Callable[[float], float]) -> list[int]:
    """Return a tone curve as a table of 256 levels. change: from 0.0-1.0 to 0.0-1.0; results outside are clipped."""
    return [int(min(max(change(level / 255), 0), 1) * 255 + 0.5) for level in range(256)]


def apply_curve(image: Image.Image, table: list[int]) -> Image.Image:
    """Return the picture with each level of its colour channels replaced by that of the table."""
    alpha = list(range(256)) if image.mode == "RGBA" else []
    return image.point(table * (1 if image.mode == "L" else 3) + alpha)


def recoloured(image: Image.Image, change: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """Return the picture with its colours changed. change: from an L or RGB picture to one of the same size."""
    if image.mode != "RGBA":
        return change(image)
    result = change(image.convert("RGB")).convert("RGBA")
    result.putalpha(image.getchannel("A"))
    return result
