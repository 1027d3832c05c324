"""Cameras: what a feed shows, a frame at a time: the newest picture under a prefix, or the test pattern."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Protocol

from pydantic import Field

from handler import codecs
from handler.core.output import Output
from handler.core.params import Declared, Param
from handler.core.source import Stored
from handler.errors import ImageError, NotFound
from handler.ops.resize import Resize
from handler.recipe import Recipe
from handler.rendering.check import check
from handler.rendering.plan import Plan, plan
from handler.rendering.render import render
from handler.storage.listing import Found, newest
from handler.storage.sources import Fetching
from handler.web.feeds.test_pattern import TestPattern
from handler.web.images import Answers

BUILT_IN = "~"
"""What begins with it is no prefix of a source."""

CLOCK = "~clock"
CANDIDATES = 8
"""So many of the newest files are tried until one is a picture."""


class Feed(Declared):
    """How a feed is shown."""

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
        """What becomes of a frame. No text of the source goes along: it could hold a delimiter."""
        return Output(formats=("jpg",), quality=self.quality, metadata="strip")


class Camera(Protocol):
    """Something that gives frames. fps: how many a second, where the feed does not say."""

    fps: int

    def check(self) -> None:
        """Raise what the first look would raise, as far as can be told without making a frame."""

    def look(self) -> bytes | None:
        """Return a new frame as JPEG, None where there is none; ImageError where it cannot be had now."""


def camera(prefix: str, feed: Feed, answers: Answers) -> Camera:
    """Return what is shown under a prefix; NotFound for something built in that there is not."""
    if prefix == CLOCK:
        return PatternCamera(answers, feed)
    if prefix.startswith(BUILT_IN):
        raise NotFound(f"there is no built-in feed {prefix[:40]!r}; there is {CLOCK}", nearest=CLOCK)
    return Newest(answers, feed, prefix)


@dataclass
class PatternCamera:
    """The test pattern."""

    answers: Answers
    feed: Feed
    fps: int = 10
    number: int = 0

    def check(self) -> None:
        """Judge the size."""
        self._planned(self._dial())

    def look(self) -> bytes:
        """Draw the next frame."""
        self.number += 1
        dial = self._dial()
        with self.answers.load.carrying(self._planned(dial).memory):
            return codecs.encode(dial.decode(dial.size, moving=False), self.feed.output, "jpg")

    def _dial(self) -> TestPattern:
        return TestPattern(self.feed.w, datetime.now(UTC), self.number)

    def _planned(self, dial: TestPattern) -> Plan:
        limits = self.answers.settings.limits
        planned = plan(Recipe(source=Stored(key=CLOCK), output=self.feed.output), dial, limits)
        check(planned, limits)
        return planned


@dataclass
class Newest:
    """The newest picture under a prefix. shown: the file of the last frame. unreadable: files that are no pictures."""

    answers: Answers
    feed: Feed
    prefix: str
    fps: int = 2
    shown: Found | None = None
    unreadable: set[Found] = field(default_factory=set)

    def check(self) -> None:
        """Look whether there is something under the prefix."""
        newest(self.answers.sources, self.prefix, 1)

    def look(self) -> bytes | None:
        """Return the newest picture that can be read, None where that is the one shown last."""
        found = newest(self.answers.sources, self.prefix, CANDIDATES)
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
        settings, fetching = self.answers.settings, Fetching(self.answers.sources)
        accepted, load = settings.inputs, self.answers.load
        return render(recipe, fetch=fetching, limits=settings.limits, accepted=accepted, load=load).body
