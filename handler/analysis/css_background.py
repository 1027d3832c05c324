"""CSS background: a picture as a value of CSS's `background`: blots of colour on the mean one, without any file."""

from PIL import Image

from handler.analysis.swatches import average

LONG, SHORT = 4, 3
"""Blots along the longer side, and along the shorter one."""

CORE = 30
"""Percent of a blot that is all of its colour; from there on it fades. With blots that reach to the middle of their
neighbours, this was nearest to the pictures of samples/: within 2 of 255 of the best that so few colours can do."""

CLEAR = 255


def css_background(image: Image.Image) -> str:
    """Return the value for an RGBA picture. Where it is transparent, so is the value."""
    width, height = image.size
    across, down = (LONG, SHORT) if width >= height else (SHORT, LONG)
    spots = image.resize((across, down), Image.Resampling.BOX)
    data = spots.tobytes()
    size = f"{round(100 / across)}% {round(100 / down)}%"
    blots = []
    for number in range(across * down):
        row, column = divmod(number, across)
        place = f"{round((100 * column + 50) / across)}% {round((100 * row + 50) / down)}%"
        red, green, blue, alpha = data[4 * number : 4 * number + 4]
        plain, veil = f"#{red:02x}{green:02x}{blue:02x}", f"{alpha:02x}" if alpha < CLEAR else ""
        blots.append(f"radial-gradient({size} at {place},{plain}{veil} {CORE}%,{plain}00)")
    return f"{','.join(blots)},{_ground(image)}"


def _ground(image: Image.Image) -> str:
    """Return the mean colour, as transparent as the picture is."""
    red, green, blue = map(int, average(image))
    alpha = image.resize((1, 1), Image.Resampling.BOX).tobytes()[3]
    return f"#{red:02x}{green:02x}{blue:02x}" + (f"{alpha:02x}" if alpha < CLEAR else "")
