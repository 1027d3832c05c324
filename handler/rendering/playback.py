"""Playback: how an animation plays: how many frames a second, in which direction, how often."""

from collections.abc import Iterator
from dataclasses import replace

from handler.core.frames import Frames
from handler.core.output import Output
from handler.rendering.pipeline import Stream

SECOND = 1000
"""Milliseconds."""


def thinned(stream: Stream, fps: float | None) -> Stream:
    """Return what gives no more than so many frames a second, before anything is done to them.

    A second is parted into so many beats, and of the frames that begin in one beat the first is kept. It is shown until
    the next one that is kept, so that all of it takes as long as before.
    """
    return stream if fps is None else lambda: _on_beats(stream(), fps)


def _on_beats(frames: Iterator[Frames], fps: float) -> Iterator[Frames]:
    kept, beat = next(frames), 0
    start = kept.durations[0]
    for each in frames:
        now, (duration,) = int(start * fps / SECOND), each.durations
        if now > beat:
            yield kept
            kept, beat = each, now
        else:
            kept = replace(kept, durations=(kept.durations[0] + duration,))
        start += duration
    yield kept


def played_back(frames: Frames, output: Output) -> Frames:
    """Return the frames in the direction, and with the number of plays, that the output says."""
    if output.reverse:
        frames = replace(frames, images=frames.images[::-1], durations=frames.durations[::-1])
    return frames if output.loop is None else replace(frames, loop=output.loop)
