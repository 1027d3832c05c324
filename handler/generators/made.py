"""Made: a picture that a generator draws, as a source; and the union of all that a picture can come from."""

from typing import Annotated

from pydantic import Discriminator, Tag

from handler.core.geometry import Size
from handler.core.source import Fetched, Picked, Posted, Stored
from handler.generators import AnyGenerator

SIDEWAYS = 5
"""EXIF orientations from this one on swap width and height."""


class Made(Picked):
    """A picture that a generator draws."""

    made: AnyGenerator

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the stored pictures that the generator draws."""
        return self.made.needs()

    @property
    def size(self) -> Size:
        """Size of the drawing, upright, in pixels."""
        size = self.made.size()
        return Size(size.height, size.width) if (self.orientation or 1) >= SIDEWAYS else size


def _kind(source: object) -> str | None:
    """Return the member by which the kind of a source is known; None where it has none of them."""
    present = source if isinstance(source, dict) else getattr(type(source), "model_fields", ())
    return next((name for name in ("key", "url", "made", "posted") if name in present), None)


Source = Annotated[
    Annotated[Stored, Tag("key")]
    | Annotated[Fetched, Tag("url")]
    | Annotated[Made, Tag("made")]
    | Annotated[Posted, Tag("posted")],
    Discriminator(_kind),
]
"""Where a picture comes from: a stored object, another host, a drawing, or an upload."""

Shown = Annotated[Annotated[Stored, Tag("key")] | Annotated[Made, Tag("made")], Discriminator(_kind)]
"""Where a picture comes from that is drawn on another: a stored object, or a drawing.

Neither has operations of its own, so that it goes no deeper: a picture, what lies on it, and what a drawing holds.
"""
