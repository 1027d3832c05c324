"""Likeness: how alike two pictures look, by structural similarity (Wang and others, 2004) of their luminance."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

WINDOW, SIGMA = 11, 1.5
STEADY = ((0.01 * 255) ** 2, (0.03 * 255) ** 2)
GROUND = (255, 255, 255)
"""What transparent pictures are seen on."""


def opened(data: bytes) -> Image.Image:
    """Return the first frame of a picture, upright."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data)))


def seen(image: Image.Image) -> NDArray[np.float64]:
    """Return the luminance of a picture on GROUND."""
    if image.mode.startswith("I"):
        return np.asarray(image, dtype=np.float64) / 257
    full = image.convert("RGBA")
    below = Image.new("RGBA", full.size, (*GROUND, 255))
    return np.asarray(Image.alpha_composite(below, full).convert("L"), dtype=np.float64)


def _softened(
    plane: NDArray[np.float64],
) -> NDArray[np.float64]:
    places = np.arange(WINDOW) - WINDOW // 2
    weights = np.exp(-(places**2) / (2 * SIGMA**2))
    weights /= weights.sum()
    padded = np.pad(plane, WINDOW // 2, mode="reflect" if min(plane.shape) > WINDOW // 2 else "edge")
    rows = np.zeros((plane.shape[0], padded.shape[1]))
    for at, weight in enumerate(weights):
        rows += weight * padded[at : at + plane.shape[0]]
    soft = np.zeros(plane.shape)
    for at, weight in enumerate(weights):
        soft += weight * rows[:, at : at + plane.shape[1]]
    return soft


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Return the similarity, 1 for the same, of two pictures of one size."""
    first, second = seen(one), seen(other)
    means = _softened(first), _softened(second)
    spreads = [_softened(plane**2) - mean**2 for plane, mean in zip((first, second), means, strict=True)]
    together = _softened(first * second) - means[0] * means[1]
    above = (2 * means[0] * means[1] + STEADY[0]) * (2 * together + STEADY[1])
    below = (means[0] ** 2 + means[1] ** 2 + STEADY[0]) * (spreads[0] + spreads[1] + STEADY[1])
    return float((above / below).mean())
