"""Source: where the picture of a recipe comes from: an object of the store, another host, or the request itself."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from handler.core.frames import Excerpt
from handler.core.keys import Key
from handler.core.origins.https_url import PictureUrl, read_url
from handler.core.params import Declared, Param

MOST_FRAMES = 100_000
Number = Annotated[int, Field(ge=0, le=MOST_FRAMES)]
"""The number of a frame or page, from 0."""


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
        Field(ge=0, le=MOST_FRAMES, description="One frame of an animation or page of a file, from 0.", examples=["0"]),
    ] = None

    page: Annotated[
        int | None,
        Param("page"),
        Field(
            ge=1,
            le=MOST_FRAMES + 1,
            description="The same, from 1: one page of a PDF or TIFF; page=1 is frame=0.",
            examples=["2"],
        ),
    ] = None
    frames: Annotated[
        tuple[Number, Number] | None,
        Param("frames", between="-"),
        Field(description="The part of an animation that is shown: first and last frame, from 0.", examples=["2-9"]),
    ] = None
    interval: Annotated[
        int,
        Param("interval"),
        Field(
            ge=1,
            le=1000,
            description="Every how manyth frame of an animation is shown, from the first; each as long as before, so "
            "that it plays faster.",
            examples=["2"],
        ),
    ] = 1

    @model_validator(mode="after")
    def _one_choice(self) -> Self:
        if self.page is not None:
            self._count_from_0(self.page)
        if self.frame is not None and (self.frames is not None or self.interval != 1):
            raise ValueError(f"frame is one alone; leave out {'frames' if self.frames else 'interval'}")
        if self.frames is not None and self.frames[0] > self.frames[1]:
            raise ValueError("frames are the first and the last, as 2-9")
        return self

    def _count_from_0(self, page: int) -> None:
        """Keep a page as the frame that it is: what two requests mean alike has one value, and one address."""
        if self.frame is not None:
            raise ValueError("page and frame say the same, from 1 and from 0; leave out one of them")
        self.__dict__.update(frame=page - 1, page=None)  # frozen for everybody else
        self.__pydantic_fields_set__.add("frame")
        self.__pydantic_fields_set__.discard("page")

    @property
    def excerpt(self) -> Excerpt | None:
        """Which frames of an animation are shown; None for all."""
        first, last = self.frames or (0, None)
        return None if (first, last, self.interval) == (0, None, 1) else Excerpt(first, last, self.interval)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys and URLs of the pictures that have to be fetched; none by default."""
        return ()

    @property
    def logged(self) -> str:
        """What the request log calls it: nothing that is secret; empty by default."""
        return ""


class Stored(Picked):
    """A picture of the configured store, named by its key."""

    key: Key

    @property
    def keys(self) -> tuple[str, ...]:
        """Its own key."""
        return (self.key,)

    @property
    def logged(self) -> str:
        """Its key."""
        return self.key


class Fetched(Picked):
    """A picture at an allowed origin, named by its URL. No key is a URL, so both stand in one list."""

    url: PictureUrl

    @property
    def keys(self) -> tuple[str, ...]:
        """Its own URL."""
        return (self.url,)

    @property
    def logged(self) -> str:
        """Its host alone: a path may be private, and a query hold a token."""
        return read_url(self.url).authority


class Posted(Picked):
    """A picture uploaded with the request, identified by the SHA-256 of its bytes in hexadecimal."""

    posted: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
