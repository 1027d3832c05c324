"""JPEGs in CMYK and YCCK, as Adobe's programs write them and as others do."""

from PIL import Image

from handler.codecs.pixels.colour_management import separated
from tests.support.images.image_files import saved

INKS = [(255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255), (0, 0, 0, 0), (200, 100, 50, 25)]


def patches() -> Image.Image:
    """Return a picture of pure inks and a mix, each 16 pixels wide."""
    image = Image.new("CMYK", (16 * len(INKS), 16))
    for at, inks in enumerate(INKS):
        image.paste(inks, (16 * at, 0, 16 * at + 16, 16))
    return image


def printed(image: Image.Image) -> Image.Image:
    """Return inks as they look in print, in RGB (tests/codecs/pixels/test_default_inks.py holds that)."""
    return separated(image, None)


def without_adobe(data: bytes) -> bytes:
    """Return a JPEG without its APP14 segment."""
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]


def ycck(image: Image.Image) -> bytes:
    """Return a picture as YCCK, which Pillow cannot write: its bands under the marker that says so."""
    bands = image.split()
    luma = Image.merge("RGB", bands[:3]).convert("YCbCr").split()
    # Pillow inverts what it writes as CMYK; the inks of YCCK are inverted too, but only K is stored so.
    inverted = Image.merge("CMYK", [*(band.point(lambda value: 255 - value) for band in luma), bands[3]])
    data = saved(inverted, "jpg", quality=95)
    marker = data.index(b"Adobe")
    return data[: marker + 11] + b"\2" + data[marker + 12 :]
