"""How long frames are shown: as browsers play what was read, and in numbers that a format can say when written."""

from collections.abc import Sequence

from PIL import Image, ImageChops

from handler.core.formats.row import Motion

INSTANT, ORDINARY = 10, 100
"""Milliseconds. Every browser shows what is to be seen for no longer than the first for as long as the second, in
every format: programs wrote 0 for "as fast as possible" when that was ten pictures a second."""


def played(duration: int) -> int:
    """Return for how many milliseconds browsers show a frame that a file gives so many."""
    return ORDINARY if duration <= INSTANT else duration


def merged(images: Sequence[Image.Image], durations: Sequence[int]) -> tuple[list[Image.Image], list[int]]:
    """Return the frames without those that look like the one before, which is shown for as much longer.

    Every encoder does so by itself, but then without a look at what number of milliseconds comes out.
    """
    kept, times = [images[0]], [durations[0]]
    for image, duration in zip(images[1:], durations[1:], strict=True):
        if _same(kept[-1], image):
            times[-1] += duration
        else:
            kept.append(image)
            times.append(duration)
    return kept, times


def _same(one: Image.Image, other: Image.Image) -> bool:
    if one.mode == "P" and one.getpalette() != other.getpalette():
        # Of copies, for Pillow writes alpha into the palette of what it converts.
        one, other = one.copy().convert("RGBA"), other.copy().convert("RGBA")
    return ImageChops.subtract_modulo(one, other).getbbox(alpha_only=False) is None


def sayable(durations: Sequence[int], motion: Motion) -> list[list[int]]:
    """Return for every frame the milliseconds of its pieces: one, or some alike where its time is too long to be said.

    Times are rounded to what the format counts in; what was rounded is carried to the next frame, so that nothing
    drifts, but for what is shorter than browsers show: a time from 11 to 19 ms becomes 20 in a GIF, not 10.
    """
    pieces, owed, half = [], 0, motion.step // 2
    for duration in durations:
        owed += duration
        time = max((owed + half) // motion.step * motion.step, motion.shortest)
        owed = max(-half, min(half, owed - time))
        number = -(-time // motion.longest)
        part, longer = divmod(time // motion.step, number)
        pieces.append([motion.step * (part + (at < longer)) for at in range(number)])
    return pieces


def spread_over_frames(
    images: Sequence[Image.Image], durations: Sequence[int], motion: Motion
) -> tuple[list[Image.Image], list[int]]:
    """Return the merged frames, of which one comes again and again that is to be shown for longer than can be said."""
    kept, times = merged(images, durations)
    pairs = [(image, time) for image, pieces in zip(kept, sayable(times, motion), strict=True) for time in pieces]
    return [image for image, _ in pairs], [time for _, time in pairs]
