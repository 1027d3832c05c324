"""Frame timing: how long browsers show the frames that were read, and times that a format can store."""

from collections.abc import Sequence

from PIL import Image, ImageChops

from handler.core.formats.row import Motion

INSTANT, ORDINARY = 10, 100
"""Milliseconds. A frame of at most INSTANT is shown for ORDINARY by every browser, in every format: programs wrote 0
for "as fast as possible" when that was ten pictures a second."""


def played(duration: int) -> int:
    """Return how long browsers show a frame whose file says `duration`; both in milliseconds."""
    return ORDINARY if duration <= INSTANT else duration


def merged(images: Sequence[Image.Image], durations: Sequence[int]) -> tuple[list[Image.Image], list[int]]:
    """Merge equal frames: each that looks like the one before is dropped, and that one is shown longer.

    Encoders do the same, but then do not check whether the format can store the sum.
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
        # Copies, since Pillow writes alpha into the palette of a picture that it converts.
        one, other = one.copy().convert("RGBA"), other.copy().convert("RGBA")
    return ImageChops.subtract_modulo(one, other).getbbox(alpha_only=False) is None


def sayable(durations: Sequence[int], motion: Motion) -> list[list[int]]:
    """Return, for every frame, times in milliseconds that the format can store: several where one would be too long.

    Times are rounded to the format's step, and the rounding error is carried to the next frame, so that nothing drifts.
    None is shorter than browsers show: in a GIF a time from 11 to 19 ms becomes 20, not 10.
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
    """Return the merged frames and their times; a frame is repeated where the format cannot store its whole time."""
    kept, times = merged(images, durations)
    pairs = [(image, time) for image, pieces in zip(kept, sayable(times, motion), strict=True) for time in pieces]
    return [image for image, _ in pairs], [time for _, time in pairs]
