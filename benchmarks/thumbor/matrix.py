"""Matrix: the options of thumbor's integration tests, one at a time, on pictures of nine kinds."""

import random
from pathlib import Path

from PIL import Image, ImageDraw

CURVE = (
    "filters:curve([(0,0),(255,255)],[(0,50),(16,51),(32,69),(58,85),(92,120),(128,170),(140,186),(167,225),(192,245),"
    "(225,255),(244,255),(255,254)],[(0,0),(16,2),(32,18),(64,59),(92,116),(128,182),(167,211),(192,227),(224,240),"
    "(244,247),(255,252)],[(0,48),(16,50),(62,77),(92,110),(128,144),(140,153),(167,180),(192,192),(224,217),"
    "(244,225),(255,225)])"
)
FILTERS = (
    *("brightness(10)", "contrast(10)", "equalize()", "grayscale()", "rotate(90)", "noise(10)", "quality(5)"),
    *("redeye()", "rgb(10,-10,20)", "round_corner(20,255,255,100)", "sharpen(6,2.5,false)", "sharpen(6,2.5,true)"),
    *("strip_exif()", "strip_icc()", "watermark(rgba-interlaced.png,10,10,50)"),
    *("watermark(rgba-interlaced.png,center,center,50)", "watermark(rgba-interlaced.png,repeat,repeat,50)"),
    *("frame(rgba.png)", "fill(ff0000)", "fill(auto)", "fill(ff0000,true)", "fill(transparent)"),
    *("fill(transparent,true)", "blur(2)", "extract_focal()", "focal()", "focal(0x0:1x1)", "no_upscale()"),
    *("gifv()", "gifv(webm)", "gifv(mp4)", "max_age(600)", "upscale()", "format(avif)", "format(heic)"),
    "format(heif)",
)
OPTIONS = (
    "meta",
    *("trim", "trim:top-left", "trim:bottom-right", "trim:top-left:10", "trim:bottom-right:20"),
    "10x10:100x100",
    *("fit-in", "adaptive-fit-in", "full-fit-in", "adaptive-full-fit-in"),
    *("200x200", "-300x100", "100x-300", "-100x-300", "origx300", "200xorig", "origxorig"),
    *("left", "right", "center", "top", "bottom", "middle", "smart"),
    *(f"filters:{each}" for each in FILTERS),
    CURVE,
)
KINDS = (
    *("gradient.jpg", "cmyk.jpg", "rgba.png", "grayscale.jpg", "16bit.png", "thumbor-exif.png"),
    *("gradient.webp", "gradient.gif", "animated.gif"),
)
"""The names of thumbor's own pictures, in its integration_tests/imgs."""


def crops(count: int = 100) -> list[str]:
    """Return geometries of cuts, alignments, points and boxes, the same each time."""
    chance = random.Random(14)  # noqa: S311 - no secret
    found: list[str] = []
    while len(found) < count:
        left, top = chance.randrange(0, 60), chance.randrange(0, 60)
        part = f"{left}x{top}:{left + chance.randrange(20, 200)}x{top + chance.randrange(20, 200)}/"
        wide, high = chance.choice((40, 77, 120, 200, 333)), chance.choice((0, 31, 90, 150, 301))
        size = f"{'-' * chance.randrange(2)}{wide}x{high}/"
        across, down = (
            chance.choice(("", "left/", "right/", "center/")),
            chance.choice(("", "top/", "bottom/", "middle/")),
        )
        x, y = chance.randrange(0, 90), chance.randrange(0, 90)
        point = chance.choice(("", "", f"filters:focal({x}x{y}:{x + 11}x{y + 7})/"))
        fit = chance.choice(("", "", "", "fit-in/", "full-fit-in/", "adaptive-fit-in/"))
        cut = chance.choice(("", part))
        found.append(f"{cut}{fit}{size}{across}{down}{point}")
    return found


def draw(folder: Path) -> None:
    """Write nine pictures of the same kinds and names into a folder, and the one that is laid over others."""
    base = _drawing(240, 180)
    base.save(folder / "gradient.jpg", quality=92)
    base.convert("CMYK").save(folder / "cmyk.jpg", quality=92)
    base.convert("L").save(folder / "grayscale.jpg", quality=92)
    veiled = base.copy()
    veiled.putalpha(Image.linear_gradient("L").resize(base.size))
    veiled.save(folder / "rgba.png")
    small = veiled.resize((60, 45))
    small.save(folder / "rgba-interlaced.png")
    base.convert("L").convert("I").point(lambda level: level * 257).convert("I;16").save(folder / "16bit.png")
    exif = Image.Exif()
    exif[0x010E] = "a drawing"
    base.save(folder / "thumbor-exif.png", exif=exif)
    base.save(folder / "gradient.webp", quality=92)
    base.quantize(64).save(folder / "gradient.gif")
    frames = [_drawing(120, 90, shift).quantize(64) for shift in (0, 20, 40)]
    frames[0].save(folder / "animated.gif", save_all=True, append_images=frames[1:], duration=80, loop=0)


def _drawing(wide: int, high: int, shift: int = 0) -> Image.Image:
    bands = [Image.linear_gradient("L").rotate(turn).resize((wide, high)) for turn in (0, 90, 180)]
    image = Image.merge("RGB", bands)
    draw = ImageDraw.Draw(image)
    draw.ellipse((20 + shift, 20, 80 + shift, 70), fill=(240, 120, 30))
    draw.rectangle((wide // 2, high // 2, wide - 12, high - 12), outline=(10, 20, 90), width=5)
    return image
