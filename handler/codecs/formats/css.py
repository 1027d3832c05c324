"""CSS: one declaration, for a style attribute or a rule: a background that is what the picture is like."""

from handler.analysis.css_background import css_background
from handler.codecs.formats._glances import glance
from handler.codecs.writing import WriteOptions
from handler.core.frames import Frames


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the declaration of the first frame."""
    del wish  # there is nothing to choose
    return f"background:{css_background(glance(frames))};".encode()
