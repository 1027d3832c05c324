"""The pictures that are measured, as pixels and files: a photograph, noise of several strengths, what is drawn."""

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageFile

from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.geometry import Size
from handler.core.output import FormatName, Output
from handler.typography.drawing import Type
from tests.support.images.further_files import ico, psd

PHOTOGRAPH = Path(__file__).parent.parent / "samples" / "bee.jpg"
STRENGTHS = (8, 24, 64)
"""Standard deviations of noise on gray: compressors work hardest on what they can just not give up on."""

FRAMES = 6
BUFFER = 1 << 26
"""Bytes of the buffer that a writer gets: noise in a progressive JPEG takes more than Pillow guesses."""

FILES: dict[str, tuple[str, dict[str, object]]] = {
    "JPEG": ("JPEG", {"quality": 80}),
    "JPEG, q=100": ("JPEG", {"quality": 100, "subsampling": "4:4:4"}),
    "JPEG, progressive": ("JPEG", {"quality": 80, "progressive": True}),
    "JPEG, progressive, q=100": ("JPEG", {"quality": 100, "subsampling": "4:4:4", "progressive": True}),
    "PNG": ("PNG", {}),
    "PNG, gray": ("PNG", {}),
    "PNG, palette": ("PNG", {}),
    "GIF": ("GIF", {}),
    "WebP": ("WEBP", {"quality": 80}),
    "WebP, q=100": ("WEBP", {"quality": 100}),
    "WebP, lossless": ("WEBP", {"lossless": True, "method": 0}),
    "AVIF": ("AVIF", {"quality": 60, "speed": 9}),
    "AVIF, q=100": ("AVIF", {"quality": 100, "subsampling": "4:4:4", "speed": 9}),
    "TIFF, deflate": ("TIFF", {"compression": "tiff_adobe_deflate"}),
    "TIFF, LZW": ("TIFF", {"compression": "tiff_lzw"}),
    "BMP": ("BMP", {}),
    "ICO": ("PNG", {}),
    "JPEG 2000": ("JPEG2000", {}),
    "JPEG 2000, lossy": ("JPEG2000", {"irreversible": True, "quality_mode": "dB", "quality_layers": [40], "mct": 1}),
    "PSD": ("PSD", {}),
    "PSD, 16 bits": ("PSD", {"deep": True}),
}
"""How each kind of stored picture is written."""

MODES = {"GIF": "P", "PNG, gray": "L", "PNG, palette": "P"}
"""In which mode it is, where that is not the picture's own."""

REDUCED = ("JPEG", "PNG", "WebP")
"""The kinds of which a smaller picture is decoded quicker, or in less memory."""

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


def writing(side: int) -> Image.Image:
    """Return a page of text: edges everywhere, and little else."""
    page = Image.new("L", (side, side))
    row = Type("regular", 14).drawn(
        "Pack my box with five dozen liquor jugs. " * (side // 240), Size(side, 18), (4, 14)
    )
    for line in range(side // 18):
        page.paste(row, (0, 18 * line))
    return ImageChops.invert(page).convert("RGB")


def gradient(side: int) -> Image.Image:
    """Return three gradients, one a channel: every pixel differs a little from the next."""
    down = Image.linear_gradient("L").resize((side, side), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (down, down.transpose(Image.Transpose.ROTATE_90), ImageChops.invert(down)))


def checkerboard(side: int) -> Image.Image:
    """Return a board whose cells are pixels: the highest frequency there is."""
    cell = Image.frombytes("L", (2, 2), bytes((0, 255, 255, 0)))
    board = Image.new("L", (side, side))
    for left in range(0, side, 2):
        board.paste(cell, (left, 0))
    rows = 2
    while rows < side:
        board.paste(board.crop((0, 0, side, rows)), (0, rows))
        rows *= 2
    return board.convert("RGB")


def subjects(side: int) -> Iterator[tuple[str, Image.Image]]:
    """Give the pictures that a codec is tried on, with their names."""
    yield "photograph", photograph(side)
    yield "text", writing(side)
    yield "gradient", gradient(side)
    yield "checkerboard", checkerboard(side)
    yield "noise", noise(side)
    for strength in STRENGTHS:
        yield f"noise {strength}", noise(side, strength)


def large(side: int) -> Iterator[tuple[str, Image.Image]]:
    """Give those that compressors take longest for, where all of them would take too long."""
    yield "photograph", photograph(side)
    yield "noise", noise(side, STRENGTHS[-1])


def clear(image: Image.Image, strength: float = 64) -> Image.Image:
    """Return a picture as RGBA; its alpha is noise, which is what costs most."""
    made = image.copy()
    made.putalpha(Image.effect_noise(image.size, strength))
    return made


def veiled(image: Image.Image) -> Image.Image:
    """Return a picture as RGBA that is half transparent everywhere."""
    made = image.copy()
    made.putalpha(128)
    return made


def shifted(image: Image.Image, frames: int = FRAMES) -> tuple[Image.Image, ...]:
    """Return the frames of an animation in which every pixel changes from each frame to the next."""
    return tuple(
        image.transform(image.size, Image.Transform.AFFINE, (1, 0, 7 * at, 0, 1, 5 * at)) for at in range(frames)
    )


def tinted(side: int, frames: int = 4 * FRAMES) -> tuple[Image.Image, ...]:
    """Return the frames of an animation that have hardly a colour in common: each needs a palette of its own."""
    parts = noise(side).split()
    dim = [part.point([level // 8 for level in range(256)]) for part in parts]

    def frame(hue: int) -> Image.Image:
        return Image.merge("RGB", [(dim, parts)[hue >> place & 1][place] for place in range(3)])

    return tuple(frame(at % 7 + 1) for at in range(frames))


def stored(image: Image.Image, kind: str, frames: tuple[Image.Image, ...] = ()) -> io.BytesIO:
    """Return a picture, or an animation, as a file of one of FILES."""
    name, options = FILES[kind]
    if name == "PSD":
        return io.BytesIO(psd(image, layers=-1, packed=False, **options))  # type: ignore[arg-type]
    if kind == "ICO":
        options = {"compress_level": 1}
    more: dict[str, object] = {"save_all": True, "append_images": frames[1:], "duration": 40} if frames else {}
    file = io.BytesIO()
    usual, ImageFile.MAXBLOCK = ImageFile.MAXBLOCK, BUFFER
    try:
        image.convert(MODES.get(kind, image.mode)).save(file, name, **options, **more)
    finally:
        ImageFile.MAXBLOCK = usual  # other files would have other bytes
    return io.BytesIO(ico(((0, 0, 32), file.getvalue()))) if kind == "ICO" else file


def outputs() -> Iterator[Output]:
    """Give every way to write every picture format that differs in what it takes; `benchmarks/texts.py` has texts."""
    for name in WRITTEN:
        row = FORMATS[name]
        if row.text:
            continue
        yield from (
            Output(formats=(name,), quality=quality) for quality in ((80, 89, 90, 100) if row.quality else (80,))
        )
        if "lossless" in row.can:
            yield Output(formats=(name,), lossless=True)
        if "colors" in row.can:
            yield from (Output(formats=(name,), colors=colors) for colors in (8, 256))


def asked(output: Output) -> FormatName:
    """Return the one format that an output names."""
    return next(name for name in FORMATS if name == output.formats[0])


def said(output: Output, *more: str) -> str:
    """Return how an output is called in a table."""
    wanted = output.model_dump(exclude_defaults=True, exclude={"formats"})
    return ", ".join([output.formats[0], *(f"{name}={value}" for name, value in wanted.items()), *filter(None, more)])
