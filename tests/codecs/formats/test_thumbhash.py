"""ThumbHash as a format: base64 of the first frame, as it is made of its small reduction."""

from handler.codecs.formats._glances import glanced, thumbhash_text
from tests.support.images.image_files import encoded, film, photo


def test_it_is_the_text_of_the_picture() -> None:
    image = photo((640, 480))
    assert encoded(image, "thumbhash").decode() == thumbhash_text(glanced(image.convert("RGBA"), 64))


def test_of_an_animation_it_is_the_first_frame() -> None:
    frames = film(3)
    assert encoded(frames, "thumbhash") == encoded(frames[0], "thumbhash")
