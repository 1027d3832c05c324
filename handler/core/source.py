"""Source: where a recipe's picture comes from: a key of the store, or the request itself."""

from typing import Annotated

from pydantic import Field

from handler.core.keys import Key
from handler.core.params import Declared, Param


class Picked(Declared):
    """What every source can be asked for: which way is up, and which frame."""

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
        """The stored pictures that it takes to have this one."""
        return ()


class Stored(Picked):
    """A picture under a key of the configured source."""

    key: Key

    @property
    def keys(self) -> tuple[str, ...]:
        """The key itself."""
        return (self.key,)


class Posted(Picked):
    """A picture that came with the request, known by the SHA-256 of its bytes."""

    posted: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
