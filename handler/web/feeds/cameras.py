"""Cameras: what a feed shows, a frame at a time: the newest picture under a prefix, or the test pattern."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Protocol

from pydantic import Field

from handler import codecs
from handler.config.settings import Settings
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.params import Declared, Param
from handler.core.source import Stored
from handler.errors import ImageError, NotFound
from handler.ops.resize import Resize
from handler.recipe import Recipe
from handler.rendering.check import check
from handler.rendering.plan import Plan, plan
from handler.rendering.render import render
from handler.runtime.admission import Admission
from handler.storage.listing import Found, newest
from handler.storage.sources import Fetching, Sources
from handler.web.feeds.test_pattern import TestPattern

BUILT_IN = "~"
"""The beginning of feeds that are built in: no prefix of a source begins with it."""

CLOCK = "~clock"
CANDIDATES = 8
"""How many of the newest files are tried until one is a picture."""


class Feed(Declared):
    """The parameters of a feed."""

    fps: Annotated[
        int | None,
        Param("fps"),
        Field(ge=1, le=30, description="Frames a second, at most. Without it: 2; for ~clock 10.", examples=["5"]),
    ] = None
    w: Annotated[
        int,
        Param("w"),
        Field(
            ge=1,
            le=2048,
            description="Width of the frames, pixels; a narrower picture is not enlarged.",
            examples=["320"],
        ),
    ] = 640
    seconds: Annotated[
        int, Param("seconds"), Field(ge=1, le=900, description="Length of the feed, seconds.", examples=["5"])
    ] = 10
    quality: Annotated[
        int, Param("q"), Field(ge=1, le=100, description="Quality of the JPEG frames.", examples=["60"])
    ] = 80
    expires: Annotated[
        int | None,
        Param("expires"),
        Field(ge=0, le=2**40, description="The link is good until then, seconds since 1970.", examples=["1893456000"]),
    ] = None

    @property
    def output(self) -> Output:
        """The file that a frame becomes. No text of the source goes along: it could hold a delimiter."""
        return Output(formats=("jpg",), quality=self.quality, metadata="strip")


class Camera(Protocol):
    """A source of frames. fps: frames a second, where the feed does not say."""

    fps: int

    def check(self) -> None:
        """Raise what the first `look` would raise, as far as can be told without making a frame."""

    def look(self) -> bytes | None:
        """Return a new frame as JPEG, None where there is none; ImageError where it cannot be had now."""


def camera(prefix: str, feed: Feed, settings: Settings, sources: Sources, admission: Admission) -> Camera:
    """Return the camera of a prefix; NotFound where the prefix is that of a built-in feed, and there is none such."""
    if prefix == CLOCK:
        return PatternCamera(feed, settings.limits, admission)
    if prefix.startswith(BUILT_IN):
        raise NotFound(f"there is no built-in feed {prefix[:40]!r}; there is {CLOCK}", nearest=CLOCK)
    return Newest(feed, prefix, settings, sources, admission)


@dataclass
class PatternCamera:
    """The test pattern. number: of the frame shown last."""

    feed: Feed
    limits: Limits
    admission: Admission
    fps: int = 10
    number: int = 0

    def check(self) -> None:
        """Judge the size."""
        self._planned(self._pattern())

    def look(self) -> bytes:
        """Draw the next frame."""
        self.number += 1
        pattern = self._pattern()
        with self.admission.carrying(self._planned(pattern).memory):
            return codecs.encode(pattern.decode(pattern.size, moving=False), self.feed.output, "jpg")

    def _pattern(self) -> TestPattern:
        return TestPattern(self.feed.w, datetime.now(UTC), self.number)

    def _planned(self, pattern: TestPattern) -> Plan:
        planned = plan(Recipe(source=Stored(key=CLOCK), output=self.feed.output), pattern, self.limits)
        check(planned, self.limits)
        return planned


@dataclass
class Newest:
    """The newest picture under a prefix. shown: the file of the last frame. unreadable: files that are no pictures."""

    feed: Feed
    prefix: str
    settings: Settings
    sources: Sources
    admission: Admission
    fps: int = 2
    shown: Found | None = None
    unreadable: set[Found] = field(default_factory=set)

    def check(self) -> None:
        """Look whether there is something under the prefix."""
        newest(self.sources, self.prefix, 1)

    def look(self) -> bytes | None:
        """Return the newest picture that can be read, None where that is the one shown last."""
        found = newest(self.sources, self.prefix, CANDIDATES)
        self.unreadable.intersection_update(found)
        first: ImageError | None = None
        for each in found:
            if each == self.shown:
                return None
            if each in self.unreadable:
                continue
            try:
                frame = self._frame(each.key)
            except ImageError as error:
                if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise  # the store's fault or the load, not the file's
                self.unreadable.add(each)
                first = first or error
            else:
                self.shown = each
                return frame
        if first:
            raise first
        return None

    def _frame(self, key: str) -> bytes:
        recipe = Recipe(source=Stored(key=key), ops=(Resize(w=self.feed.w),), output=self.feed.output)
        settings, fetching = self.settings, Fetching(self.sources)
        accepted, load = settings.inputs, self.admission
        return render(recipe, fetch=fetching, limits=settings.limits, accepted=accepted, load=load).body
