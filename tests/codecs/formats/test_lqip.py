"""LQIP: a picture of a few pixels as a data URL, of the first frame."""

from handler.codecs.formats._glances import glanced, tiny_picture
from tests.support.images.image_files import encoded, film, photo


def test_it_is_the_tiny_picture_of_the_first_frame() -> None:
    image = photo((640, 480))
    assert encoded(image, "lqip").decode() == tiny_picture(glanced(image.convert("RGBA"), 64))
    frames = film(3)
    assert encoded(frames, "lqip") == encoded(frames[0], "lqip")
