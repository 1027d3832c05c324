"""Small pictures drawn in code, for the tests of operations."""

from PIL import Image, ImageChops, ImageDraw, ImageStat

SIZE = (96, 64)
HIDDEN = (255, 0, 255)
"""What lies under transparency: magenta, so that anybody sees where it bleeds in."""

AT_ALL = [255 * (level > 0) for level in range(256)]
"""Of degrees of opacity, whether anything is seen at all."""

PATCHES = ("#e0ac8c", "#8d5b3e", "#c8102e", "#f4c20f", "#2f8f4e", "#1f5fbf")
"""Fair and dark skin, then pure colours."""


def view() -> Image.Image:
    """Return a small landscape, RGB: sky, sun, hill, fine lines, patches of skin and pure colours, a gray ramp."""
    image = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(image)
    for y in range(40):
        draw.line((0, y, 95, y), fill=(110 + 2 * y, 150 + 2 * y, 215 + y))
    draw.ellipse((10, 6, 26, 22), fill="#fff3b0")
    draw.polygon([(30, 40), (60, 12), (95, 34), (95, 40)], fill="#5c7a4a")
    for x in range(34, 94, 3):
        draw.line((x, 36, x + 1, 40), fill="#26331f")
    for number, colour in enumerate(PATCHES):
        draw.rectangle((number * 16, 41, number * 16 + 15, 53), fill=colour)
    for x in range(96):
        draw.line((x, 54, x, 63), fill=(x * 255 // 95,) * 3)
    return image


def cutout() -> Image.Image:
    """Return the landscape in a disc with a soft edge, RGBA, magenta where nothing is seen."""
    disc = Image.radial_gradient("L").resize(SIZE).point([max(0, min(255, (150 - level) * 5)) for level in range(256)])
    image = view()
    image.paste(HIDDEN, mask=disc.point([255 * (level == 0) for level in range(256)]))
    image.putalpha(disc)
    return image


def gray() -> Image.Image:
    """Return the landscape in L."""
    return view().convert("L")


def every_gray() -> Image.Image:
    """Return all 256 grays in a row, RGB."""
    return Image.linear_gradient("L").resize((1, 256)).transpose(Image.Transpose.ROTATE_90).convert("RGB")


def every_colour() -> Image.Image:
    """Return 4,096 colours, RGB, 17 levels apart in every channel."""
    levels = range(0, 256, 17)
    return Image.frombytes(
        "RGB", (64, 64), bytes(part for r in levels for g in levels for b in levels for part in (r, g, b))
    )


def unlike(ours: Image.Image, theirs: Image.Image) -> int:
    """Return the largest difference of any channel of any pixel; 256 where mode or size differ."""
    if (ours.mode, ours.size) != (theirs.mode, theirs.size):
        return 256
    return int(max(most for _, most in ImageStat.Stat(ImageChops.difference(ours, theirs)).extrema))


def seen(image: Image.Image) -> tuple[str, tuple[int, int], bytes]:
    """Return what an eye sees of a picture: mode, size and pixels, those that are transparent all alike."""
    if image.mode != "RGBA":
        return image.mode, image.size, image.tobytes()
    visible = image.getchannel("A").point(AT_ALL)
    return image.mode, image.size, Image.composite(image, Image.new("RGBA", image.size), visible).tobytes()


def framed(colour: str) -> Image.Image:
    """Return the landscape with a border of 8 pixels at its sides, and 6 above and below."""
    image = Image.new("RGB", (112, 76), colour)
    image.paste(view(), (8, 6))
    return image


def sunset() -> Image.Image:
    """Return a smooth sky with a small red tower in it, half of a percent of its pixels."""
    across, down = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L")
    half = across.point([level // 2 for level in range(256)])
    sky = Image.merge("RGB", (half, down, Image.new("L", (256, 256), 200)))
    sky.paste((220, 20, 20), (120, 200, 130, 233))
    return sky.resize((128, 128), Image.Resampling.NEAREST)
