"""PSD: the flattened picture costs what its pixels cost, and is the same packed or not."""

from tests.support.images.further_files import psd
from tests.support.images.image_files import decoded, opened, photo


def test_layers_are_not_looked_at() -> None:
    plain = psd(photo(), layers=3)
    assert decoded(plain).first.tobytes() == photo().tobytes()
    with opened(plain) as picture:
        assert (picture.frames, picture.animated, picture.alpha) == (1, False, False)


def test_packed_and_plain_are_one_picture() -> None:
    for deep in (False, True):
        found = {decoded(psd(photo(), packed=packed, deep=deep)).first.tobytes() for packed in (True, False)}
        assert len(found) == 1
