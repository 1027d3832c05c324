"""CSS: one declaration that a style attribute takes, and that ends where it should."""

import re

from tests.support.images.image_files import encoded, film, photo


def test_it_is_one_declaration_of_a_background_without_a_quote_or_a_tag() -> None:
    text = encoded(photo((640, 480)), "css").decode()
    assert re.fullmatch(r"background:[a-z0-9#%(), -]+;", text)
    assert text.count(";") == text.count(":") == 1
    assert len(text) < 800


def test_of_an_animation_it_is_the_first_frame() -> None:
    frames = film(3)
    assert encoded(frames, "css") == encoded(frames[0], "css")
