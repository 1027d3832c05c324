"""LQIP: a low-quality picture as a data URL, for a src or a background."""

from handler.codecs.formats._glances import glance, tiny_picture
from handler.codecs.writing import WriteOptions
from handler.core.frames import Frames


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the text of the first frame."""
    del wish  # there is nothing to choose
    return tiny_picture(glance(frames)).encode()
