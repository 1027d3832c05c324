"""Texts: the rows of what is told of a picture in its place: placeholders to show until it is there, and its colours.

They are formats like others: asked for by `fm`, of what operations leave of a picture, signed, limited and kept like
files. But nobody gets one who has not asked for it, and alone. Of each, only a small reduction of the picture is looked
at: `glance` is its longest side. `cost` and `buffers` are of that reduction, of noise, about twice what was measured
(`python -m benchmarks.texts`); a palette of a very narrow picture takes up to 17 ms, where 5 are estimated.
"""

from handler.core.formats.measures import Buffers, EncodeCost
from handler.core.formats.row import Format, Writing

GLANCE = 64
"""Pixels. One for all, so that what is told of a picture together is what is told of it alone."""

COLOURS = frozenset({"alpha", "colors"})

TEXTS = (
    Format(
        name="blurhash",
        label="BlurHash",
        media_type="text/plain",
        extension="txt",
        codec="blurhash",
        clients="few",
        can=frozenset(),
        writing=Writing(cost=EncodeCost(900), buffers=Buffers(plain=60), glance=GLANCE),
    ),
    Format(
        name="thumbhash",
        label="ThumbHash",
        media_type="text/plain",
        extension="txt",
        codec="thumbhash",
        clients="few",
        can=frozenset({"alpha"}),
        writing=Writing(cost=EncodeCost(1700, alpha=300), buffers=Buffers(plain=120, alpha=40), glance=GLANCE),
    ),
    Format(
        name="lqip",
        label="LQIP",
        media_type="text/plain",
        extension="txt",
        codec="lqip",
        clients="few",
        can=frozenset({"alpha"}),
        writing=Writing(cost=EncodeCost(400, alpha=300), buffers=Buffers(plain=40, alpha=10), glance=GLANCE),
    ),
    Format(
        name="css",
        label="CSS background",
        media_type="text/css",
        extension="css",
        codec="css",
        clients="few",
        can=frozenset({"alpha"}),
        writing=Writing(cost=EncodeCost(900, alpha=100), buffers=Buffers(plain=40, alpha=10), glance=GLANCE),
    ),
    Format(
        name="palette-json",
        label="palette in JSON",
        media_type="application/json",
        extension="json",
        codec="palette",
        clients="few",
        can=COLOURS,
        writing=Writing(
            cost=EncodeCost(9000, alpha=500, palette=20_000), buffers=Buffers(plain=150, alpha=50), glance=GLANCE
        ),
    ),
    Format(
        name="palette-css",
        label="palette in CSS",
        media_type="text/css",
        extension="css",
        codec="palette",
        clients="few",
        can=COLOURS,
        writing=Writing(
            cost=EncodeCost(9000, alpha=500, palette=20_000), buffers=Buffers(plain=150, alpha=50), glance=GLANCE
        ),
    ),
    Format(
        name="placeholder",
        label="placeholders in JSON",
        media_type="application/json",
        extension="json",
        codec="placeholder",
        clients="few",
        can=frozenset({"alpha"}),
        writing=Writing(cost=EncodeCost(12_000, alpha=1000), buffers=Buffers(plain=200, alpha=50), glance=GLANCE),
    ),
)
"""In the order of the documentation: what is smallest first."""
