"""Colour management: conversion of pictures with an ICC profile to sRGB, by LittleCMS."""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops

from handler.codecs.pixels import icc
from handler.core.frames import Frames

if TYPE_CHECKING:
    from PIL.ImageCms import ImageCmsTransform

P3 = "Display P3"
"""How the profiles of Display P3 describe themselves."""

SRGB_MS = 23.5
"""CPU milliseconds per megapixel that `to_srgb` takes, measured like the costs of the formats."""


def to_srgb(frames: Frames) -> Frames:
    """Return the frames in sRGB, or in Display P3 where their space says so, without profile.

    Alpha, sizes and modes stay.

    Frames without a profile are returned as they are. A profile that LittleCMS cannot read, or a gray one on coloured
    pixels, counts as sRGB, as in browsers. The intent is relative colorimetric with black point compensation: colours
    that a screen can show stay exact, and black stays black. The perceptual intent would shift all colours to make room
    for a few; for most RGB profiles, which are matrices, it is the same.
    """
    if frames.profile is None:
        return frames
    gray = icc.space(frames.profile) == b"GRAY"
    if gray and not all(map(_colourless, frames.images)):
        return replace(frames, profile=None)
    mode = "L" if gray else "RGBA" if frames.first.mode == "RGBA" else "RGB"
    if frames.space == "p3" and icc.describe(frames.profile) == P3:
        return replace(frames, profile=None)
    transform = _transform(frames.profile, mode, wide=frames.space == "p3" and not gray)
    if transform is not None:
        frames = frames.map(lambda image: _converted(image, mode, transform))
    return replace(frames, profile=None)


def separated(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a CMYK or Lab picture as RGB: CMYK by its profile, else as inks on coated paper; Lab by its definition."""
    transform = _transform(profile, image.mode) if profile or image.mode == "LAB" else None
    transform = transform or _transform(_inks(), image.mode)
    return image.convert("RGB") if transform is None else _applied(image, transform)


def _inks() -> bytes:
    from handler.codecs.pixels import default_inks  # noqa: PLC0415 - few pictures have inks and no profile

    return default_inks.ink_profile()


def _transform(profile: bytes | None, mode: str, *, wide: bool = False) -> "ImageCmsTransform | None":
    from PIL import ImageCms  # noqa: PLC0415 - most pictures have no profile

    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    try:
        source: Any = ImageCms.createProfile("LAB") if mode == "LAB" else BytesIO(profile or b"")
        target = "RGBA" if mode == "RGBA" else "RGB"
        result: Any = BytesIO(_p3()) if wide else ImageCms.createProfile("sRGB")
        return ImageCms.buildTransform(source, result, mode, target, intent, flags)
    except (ImageCms.PyCMSError, OSError):
        return None


def _p3() -> bytes:
    from handler.codecs.pixels import display_p3  # noqa: PLC0415 - few ask for it

    return display_p3.p3_profile()


def _colourless(image: Image.Image) -> bool:
    if image.mode == "L":
        return True
    red, green, blue = image.split()[:3]
    return all(ImageChops.difference(red, other).getbbox() is None for other in (green, blue))


def _converted(image: Image.Image, mode: str, transform: "ImageCmsTransform") -> Image.Image:
    """Return a converted frame in its own mode, also where the profile is for another: gray stays gray."""
    result = _applied(image if image.mode == mode else image.convert(mode), transform)
    if image.mode == result.mode:
        return result
    if image.mode == "L":
        return result.getchannel("G")
    result = result.convert(image.mode)
    if image.mode == "RGBA":
        result.putalpha(image.getchannel("A"))
    return result


def _applied(image: Image.Image, transform: "ImageCmsTransform") -> Image.Image:
    from PIL import ImageCms  # noqa: PLC0415 - as above

    # applyTransform returns None only where it changes the picture in place.
    result = ImageCms.applyTransform(image, transform) or image
    # It notes its sRGB profile, with today's date, which an encoder would write.
    result.info.pop("icc_profile", None)
    return result
