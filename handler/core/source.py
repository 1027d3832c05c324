"""Source: where the picture of a recipe comes from: an object of the store, or the request itself."""

from typing import Annotated

from pydantic import Field

from handler.core.keys import Key
from handler.core.params import Declared, Param


class Picked(Declared):
    """Options that every kind of source has: orientation, and which frame or page."""

    orientation: Annotated[
        int | None,
        Param("or"),
        Field(
            ge=1,
            le=8,
            description="EXIF orientation to use instead of the stored one; 1 turns nothing.",
            examples=["6"],
        ),
    ] = None
    frame: Annotated[
        int | None,
        Param("frame"),
        Field(ge=0, le=100_000, description="One frame of an animation or page of a TIFF, from 0.", examples=["0"]),
    ] = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the stored pictures that have to be fetched; none by default."""
        return ()


class Stored(Picked):
    """A picture of the configured store, named by its key."""

    key: Key

    @property
    def keys(self) -> tuple[str, ...]:
        """Its own key."""
        return (self.key,)


class Posted(Picked):
    """A picture uploaded with the request, identified by the SHA-256 of its bytes in hexadecimal."""

    posted: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
