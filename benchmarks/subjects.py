"""The pictures that are measured: a photograph, noise of several strengths, and something flat, as pixels and files."""

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

from PIL import Image, ImageFile

PHOTOGRAPH = Path(__file__).parent.parent / "samples" / "bee.jpg"
STRENGTHS = (8, 24, 64)
"""Standard deviations of noise on gray: compressors work hardest on what they can just not give up on."""

FRAMES = 6
ImageFile.MAXBLOCK = 1 << 26  # noise in a progressive JPEG takes more than the buffer that Pillow guesses
FILES: dict[str, tuple[str, dict[str, object]]] = {
    "JPEG": ("JPEG", {"quality": 80}),
    "JPEG, q=100": ("JPEG", {"quality": 100, "subsampling": "4:4:4"}),
    "JPEG, progressive": ("JPEG", {"quality": 80, "progressive": True}),
    "JPEG, progressive, q=100": ("JPEG", {"quality": 100, "subsampling": "4:4:4", "progressive": True}),
    "PNG": ("PNG", {}),
    "GIF": ("GIF", {}),
    "WebP": ("WEBP", {"quality": 80}),
    "WebP, q=100": ("WEBP", {"quality": 100}),
    "WebP, lossless": ("WEBP", {"lossless": True, "method": 0}),
    "AVIF": ("AVIF", {"quality": 60, "speed": 9}),
    "AVIF, q=100": ("AVIF", {"quality": 100, "subsampling": "4:4:4", "speed": 9}),
    "TIFF, deflate": ("TIFF", {"compression": "tiff_adobe_deflate"}),
    "TIFF, LZW": ("TIFF", {"compression": "tiff_lzw"}),
}
"""How each kind of stored picture is written."""

MOVING = ("PNG", "GIF", "WebP", "AVIF")


def photograph(side: int) -> Image.Image:
    """Return a square photograph, RGB."""
    with Image.open(PHOTOGRAPH) as image:
        return image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)


def noise(side: int, strength: float | None = None) -> Image.Image:
    """Return a square of noise, RGB: of this standard deviation, or of all values alike."""
    if strength is None:
        return Image.frombytes("RGB", (side, side), Random(side).randbytes(3 * side * side))  # noqa: S311 - a picture
    return Image.merge("RGB", [Image.effect_noise((side, side), strength) for _ in range(3)])


def subjects(side: int) -> Iterator[tuple[str, Image.Image]]:
    """Give the pictures that a codec is tried on, with their names."""
    yield "photograph", photograph(side)
    yield "noise", noise(side)
    for strength in STRENGTHS:
        yield f"noise {strength}", noise(side, strength)


def clear(image: Image.Image, strength: float = 64) -> Image.Image:
    """Return a picture as RGBA; its alpha is noise, which is what costs most."""
    made = image.copy()
    made.putalpha(Image.effect_noise(image.size, strength))
    return made


def shifted(image: Image.Image, frames: int = FRAMES) -> tuple[Image.Image, ...]:
    """Return the frames of an animation in which every pixel changes from each frame to the next."""
    return tuple(
        image.transform(image.size, Image.Transform.AFFINE, (1, 0, 7 * at, 0, 1, 5 * at)) for at in range(frames)
    )


def stored(image: Image.Image, kind: str, frames: tuple[Image.Image, ...] = ()) -> io.BytesIO:
    """Return a picture, or an animation, as a file of one of FILES."""
    name, options = FILES[kind]
    more: dict[str, object] = {"save_all": True, "append_images": frames[1:], "duration": 40} if frames else {}
    file = io.BytesIO()
    image.convert("P" if name == "GIF" else image.mode).save(file, name, **options, **more)
    return file
