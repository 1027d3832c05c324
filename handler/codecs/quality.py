"""Quality: one meaning of `q`, that of JPEG, for every format that has one; and from what size a format is worth it."""

from itertools import pairwise

from handler.output import FormatName

KNOTS = (
    # q, WebP, AVIF
    (1, 1, 27),
    (40, 40, 45),
    (60, 60, 54),
    (80, 80, 67),
    (90, 90, 81),
    (95, 95, 91),
    (100, 100, 100),
)
COLUMNS: dict[FormatName, int] = {"webp": 1, "avif": 2}


def library_quality(format: FormatName, quality: int) -> int:  # noqa: A002 - it is the format
    """Return what to ask of the format's library for a picture that looks as a JPEG of this quality does."""
    column = COLUMNS.get(format)
    if column is None:
        return quality
    before, after = next(pair for pair in pairwise(KNOTS) if quality <= pair[1][0])
    low, high, least, most = before[0], after[0], before[column], after[column]
    return least + (most - least) * (quality - low) // (high - low)


def worthwhile(format: FormatName, area: int) -> bool:  # noqa: A002 - it is the format
    """Return whether a format is worth it for a result of this many pixels, beside plainer ones."""
    del format, area
    return True
