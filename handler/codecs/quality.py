"""Quality: `q` means in every format what it means to libjpeg, whatever the library of the format calls it."""

from itertools import pairwise

from handler.core.formats.row import FormatName

KNOTS = (
    # q, JPEG, WebP, AVIF
    (1, 1, 0, 0),
    (10, 9, 2, 8),
    (15, 15, 6, 21),
    (20, 22, 15, 29),
    (30, 35, 31, 39),
    (40, 47, 44, 44),
    (50, 57, 56, 49),
    (60, 64, 66, 53),
    (65, 68, 73, 56),
    (70, 72, 77, 58),
    (75, 75, 79, 61),
    (80, 80, 83, 67),
    (85, 85, 87, 73),
    (89, 88, 91, 80),
    (90, 90, 96, 87),
    (93, 93, 99, 91),
    (96, 96, 100, 97),
    (98, 97, 100, 98),
    (100, 100, 100, 100),
)
"""The qualities of our JPEG tables, of libwebp and of libavif whose files look as good as those of libjpeg, with the
tables of the standard, at quality q: of equal mean SSIMULACRA2 on five photographs at two sizes (docs/quality.md;
benchmarks/quality.py measures anew). Between knots it is linear.

JPEG and AVIF go over to full colour at 90, which WebP does not have. What is out of reach, or would take more bytes
than libjpeg's, ends at the quality that takes as many: WebP from 90 on, AVIF from 96 on. Below 10 the least quality of
both looks better than JPEG does."""

COLUMNS: dict[FormatName, int] = {"jpg": 1, "pjpg": 1, "webp": 2, "avif": 3}
"""The column of a format in KNOTS. The other formats have no quality."""


def library_quality(name: FormatName, quality: int) -> int:
    """Return what to ask of the format's library, 0 to 100, for a picture that looks as a JPEG of this quality does."""
    column = COLUMNS.get(name)
    if column is None:
        return quality
    before, after = next(pair for pair in pairwise(KNOTS) if quality <= pair[1][0])
    low, high, least, most = before[0], after[0], before[column], after[column]
    # Rounded to the nearest, in integers: the same on every machine.
    return least + (2 * (most - least) * (quality - low) + high - low) // (2 * (high - low))
