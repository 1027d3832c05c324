"""BlurHash as a format: the text of the first frame, as it is made of its small reduction."""

from handler.codecs.formats._glances import blurhash_text, glanced
from tests.support.images.image_files import encoded, film, photo


def test_it_is_the_text_of_the_picture() -> None:
    image = photo((640, 480))
    assert encoded(image, "blurhash").decode() == blurhash_text(glanced(image.convert("RGBA"), 64))
    assert len(encoded(image, "blurhash")) == 28
    assert len(encoded(image.rotate(90, expand=True), "blurhash")) == 28


def test_of_an_animation_it_is_the_first_frame() -> None:
    frames = film(3)
    assert encoded(frames, "blurhash") == encoded(frames[0], "blurhash")
