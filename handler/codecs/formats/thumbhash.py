"""ThumbHash: a ThumbHash in base64, which clients draw with the library of that name."""

from handler.codecs.formats._glances import glance, thumbhash_text
from handler.codecs.writing import WriteOptions
from handler.core.frames import Frames


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the text of the first frame."""
    del wish  # there is nothing to choose
    return thumbhash_text(glance(frames)).encode()
