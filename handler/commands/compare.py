"""Compare: how much two pictures look alike, as a number, and where they differ, as a picture.

Its status is that of `cmp`: 0 for the same, 1 for different, 2 where that cannot be told.
"""

import argparse
from pathlib import Path

from handler import codecs
from handler.commands.batch.instructions import Instructions
from handler.commands.likeness.differences import Difference, difference
from handler.commands.likeness.seen import seen_picture
from handler.commands.misuse import Misuse, settings
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.frames import Frames
from handler.core.geometry import Size

DIFFERENT = 1
LEVELS = (
    (0.9, "nobody tells them apart when one replaces the other"),
    (0.7, "high quality: a difference shows where both stand side by side"),
    (0.5, "medium quality: a difference shows to whoever looks for it"),
    (0.3, "low quality: a difference shows to everybody"),
    (0.0, "very low quality, or another picture"),
)
"""What a score means, from which on: as SSIMULACRA2's authors say it of theirs, divided by 100."""


def run(chosen: argparse.Namespace) -> int:
    """Print the score and what it means; write the difference where that is asked for."""
    limits = settings("limits").limits
    if chosen.diff:
        _check_place(chosen.diff, (chosen.first, chosen.second))
    found = difference(seen_picture(chosen.first, limits), seen_picture(chosen.second, limits))
    if chosen.diff:
        _write(found, chosen.diff)
    print(*_lines(found), sep="\n")
    enough = not found.most if chosen.at_least is None else found.score >= chosen.at_least
    return 0 if enough else DIFFERENT


def _lines(found: Difference) -> list[str]:
    if not found.most:
        return ["score 1.000: every pixel is the same"]
    meaning = next(said for least, said in LEVELS if found.score >= least)
    share = max(found.share, 0.0001)
    return [
        f"score {min(found.score, 0.999):.3f}: {meaning} (1 is the same)",
        f"{share:.2%} of the pixels differ, by {found.most} of 255 at most",
    ]


def _check_place(out: Path, given: tuple[Path, Path]) -> None:
    """Raise Misuse where the picture of differences cannot be written, or would replace one that is compared."""
    if out.exists() and any(each.exists() and out.samefile(each) for each in given):
        raise Misuse(f"--diff: {out} is one of the pictures that are compared: name another file")
    form = Instructions("w=1").for_name(out.suffix.removeprefix(".")).recipe().output.formats[0]
    if form not in WRITTEN or FORMATS[form].text:
        raise Misuse(f"--diff: {out} says no format by its end; name it as {out}.png")


def _write(found: Difference, out: Path) -> None:
    output = Instructions("w=1").for_name(out.suffix.removeprefix(".")).recipe().output
    image = found.picture()
    body = codecs.encode(Frames((image,), Size(*image.size)), output, output.formats[0])
    try:
        out.write_bytes(body)
    except OSError as error:
        raise Misuse(f"--diff: {out} cannot be written: {error.strerror}") from error
