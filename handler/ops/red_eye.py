"""Red eye: the red of a flash taken out of eyes, as thumbor does it: where faces have eyes, and only what is red."""

from typing import ClassVar, Literal

from PIL import Image, ImageChops, ImageFilter

from handler.analysis import faces
from handler.core.geometry import Size
from handler.ops._channels import recoloured
from handler.ops._of_faces import OfFaces

EYE = 0.16
"""Half of the side of what is looked at around an eye, as a part of the width of the face."""

TWICE, LEAST = 2, 60
"""Red is what has more than so many times the mean of green and blue, and more than so many levels."""


class RedEye(OfFaces):
    """Make eyes gray where they are red from a flash, in every face that is found."""

    chromatic: ClassVar[bool] = True
    parameter: ClassVar[str] = "redeye"
    cost: ClassVar[float] = 2
    veiled: ClassVar[float] = 2
    scratch: ClassVar[tuple[float, float]] = (8, 14)

    op: Literal["red_eye"] = "red_eye"

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with gray pupils; the picture itself where no eye is found."""
        found = faces.find(image, Size(*image.size), glance=faces.CLOSER, least=faces.POSSIBLE)
        if not found or image.mode == "L":
            return image
        result = image.copy()
        for face in found:
            reach = max(1, round(EYE * face.box.size[0]))
            for x, y in face.points[:2]:
                edges = (int(x) - reach, int(y) - reach, int(x) + reach + 1, int(y) + reach + 1)
                box = (max(edges[0], 0), max(edges[1], 0), min(edges[2], image.width), min(edges[3], image.height))
                result.paste(recoloured(result.crop(box), cleared), box)
        return result


def cleared(eye: Image.Image) -> Image.Image:
    """Return a part of a picture (RGB) with what is red in it in gray, a little around it too."""
    red, green, blue = eye.split()
    mean = ImageChops.add(green, blue, TWICE)
    glaring = ImageChops.subtract(red, ImageChops.add(mean, mean)).point([255 * (level > 0) for level in range(256)])
    bright = red.point([255 * (level > LEAST) for level in range(256)])
    mask = ImageChops.darker(glaring, bright).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(3))
    return Image.composite(Image.merge("RGB", (mean,) * 3), eye, mask)
