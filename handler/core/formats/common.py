"""Common: the rows of the formats that every installation reads and writes, those of pages first.

Where the numbers come from. `cost`: CPU milliseconds of Pillow 13 on x86-64, rounded up; where another machine was
slower, its number (`python -m benchmarks.work`). `pixel_bytes` and `buffers`: peak memory over pixels, rounded up
(`python -m benchmarks.memory`). Both are of the pictures that take most, which are noise, and of decoding of the mode
that takes most: gray with alpha in PNG, floats in TIFF.
"""

from handler.core.formats.measures import Buffers, DecodeCost, EncodeCost, Pace, Paces
from handler.core.formats.row import ANY_FACTOR, MOST, Format, Magic, Motion, Reading, Streamed, Writing

COMMON = (
    Format(
        name="jpg",
        label="JPEG",
        media_type="image/jpeg",
        extension="jpg",
        codec="jpeg",
        clients="all",
        can=frozenset({"quality", "profile"}),
        side=65_500,  # of libjpeg; the format says 65,535
        reading=Reading(
            magic=(Magic(b"\xff\xd8\xff"),),
            cost=DecodeCost(8.7, megabyte=6),
            buffered=DecodeCost(23.5, megabyte=19, scanned=0.95),
            whole="a JPEG of several scans",
            pixel_bytes=8,
            kept=False,  # each decode opens the file anew
            reductions=(8, 4, 2),  # the decoder leaves out all but the coarse part of each block
            # Within 0.7 of 255 of the full decode in the mean, at one and a half times the result; 8 would be at 1.5.
            closer=frozenset({2, 4}),
        ),
        writing=Writing(
            cost=EncodeCost(22, fine=51, alpha=8),
            buffers=Buffers(plain=5, fine=10.5, alpha=5.5),
            # Without the search for Huffman tables it takes 2 ms a megapixel less, for 14 % more bytes, at worst 158 %.
            # Written both ways, the smaller file has 1 % fewer.
            paces=Paces(small=(Pace(8e6, 2, 3.4, 3.2, held=2.5), Pace())),
        ),
    ),
    Format(
        name="pjpg",  # progressive; a file of it is read as jpg
        label="JPEG",
        media_type="image/jpeg",
        extension="jpg",
        codec="jpeg",
        clients="all",
        can=frozenset({"quality", "profile"}),
        side=65_500,
        writing=Writing(
            cost=EncodeCost(52, fine=108, alpha=8),
            buffers=Buffers(plain=5, fine=10.5, alpha=6.5),
        ),
    ),
    Format(
        name="png",
        label="PNG",
        media_type="image/png",
        extension="png",
        codec="png",
        clients="all",
        can=frozenset({"alpha", "lossless", "colors", "profile"}),
        motion=Motion(longest=65_535_000),  # a fraction of two numbers of 16 bits, in seconds
        reading=Reading(
            magic=(Magic(b"\x89PNG\r\n\x1a\n"),),
            cost=DecodeCost(43, composited=5),
            pixel_bytes=14,
            moving=18,  # composited here: the canvas, a frame, and what was below it
            reductions=ANY_FACTOR,
            whole="an interlaced PNG",
            streamed=Streamed(DecodeCost(14, scanned=1, alpha=12, gray=0.5), pixel_bytes=12, rows=1150),
        ),
        writing=Writing(
            # With transparency a palette is searched in four channels, not three. Without `veiled_search`, and with 200
            # for `veiled`, 256 colours were estimated at 0.78 of what they take at 300 x 300 pixels; now at 1.0 to 1.7
            # for 8 to 256 colours at 100 x 100 to 2500 x 2500.
            cost=EncodeCost(190, alpha=85, palette=90, veiled=260, flat=200, search=27, veiled_search=37),
            buffers=Buffers(plain=10, alpha=4, palette=17, layered=29, film=8, film_alpha=9, film_asked=20),
            # Level 4 takes half the time of 6 (150 against 300 ms a megapixel of photograph) for 1 to 4 % more bytes; 2
            # takes 85 for 6 to 11 %; 9 takes 840, and up to 3,000, for 3 to 8 % fewer.
            paces=Paces(
                fast=(Pace(effort=2, share=0.8, fine=0.8),),
                balanced=(Pace(4e6, 4), Pace(effort=2, share=0.8, fine=0.8)),
                small=(Pace(2e6, 6, 2.7, 2.7), Pace(4e6, 4), Pace(effort=2, share=0.8, fine=0.8)),
            ),
        ),
    ),
    Format(
        name="webp",
        label="WebP",
        media_type="image/webp",
        extension="webp",
        codec="webp",
        clients="browsers",
        can=frozenset({"alpha", "quality", "lossless", "profile"}),
        side=16_383,
        motion=Motion(longest=(1 << 24) - 1, plays=65_535),
        reading=Reading(
            magic=(Magic(b"RIFF", form=b"WEBP"),),
            # What is stored without loss is larger, but no slower: hence an end to what bytes cost.
            cost=DecodeCost(16, megabyte=57, dense=75),
            pixel_bytes=17,
            copies=3,
            moving=6,
            gray=False,
            reductions=ANY_FACTOR,
            buffered=DecodeCost(21, scanned=1),
            whole="a lossless WebP",
            streamed=Streamed(
                DecodeCost(5, megabyte=47, dense=75, scanned=1, alpha=9), pixel_bytes=7, rows=100, exact=True
            ),
        ),
        writing=Writing(
            cost=EncodeCost(190, fine=210, alpha=165, moving=1.28, lossless=45),
            buffers=Buffers(
                plain=20, fine=31, alpha=20, lossless=29, high=85, film=2.5, film_alpha=5, film_asked=12, copied=4
            ),
            # Of method 4: 2 takes 4 % more bytes, 0 up to 20 %; 6 takes 3 % fewer.
            paces=Paces(
                fast=(Pace(10e6, 2, 0.72, 0.92), Pace(effort=0, share=0.52, fine=0.78)),
                balanced=(Pace(4e6, 4), Pace(10e6, 2, 0.72, 0.92), Pace(effort=0, share=0.52, fine=0.78)),
                small=(
                    *(Pace(2e6, 6, 2.9, 2.6, held=31), Pace(4e6, 4)),
                    *(Pace(10e6, 2, 0.72, 0.92), Pace(effort=0, share=0.52, fine=0.78)),
                ),
            ),
            smallest=1,  # it was smaller than JPEG and PNG at every size measured
        ),
    ),
    Format(
        name="avif",
        label="AVIF",
        media_type="image/avif",
        extension="avif",
        codec="avif",
        clients="browsers",
        can=frozenset({"alpha", "quality", "profile"}),
        side=65_536,
        motion=Motion(longest=(1 << 32) - 1),
        reading=Reading(
            magic=(Magic(brands=frozenset({b"avif", b"avis"})),),
            cost=DecodeCost(20, megabyte=77),
            pixel_bytes=14,
            copies=3,
            moving=4,
            gray=False,
        ),
        writing=Writing(
            cost=EncodeCost(900, fine=1170, alpha=720, moving=0.44),
            buffers=Buffers(plain=30, fine=51, alpha=7, film=5.5, film_alpha=10, copied=4),
            # Speed 7 takes 300 ms a megapixel of photograph; 8 takes 140 for 6 % more bytes, 9 takes 50 for as many
            # more of photographs, but half as many more of drawings and twice as many of text.
            paces=Paces(
                fast=(Pace(effort=9, share=0.2, fine=0.5),),
                balanced=(Pace(1e6, 7, held=5), Pace(2.5e6, 8, 0.74, 0.94), Pace(effort=9, share=0.2, fine=0.5)),
                small=(Pace(1e6, 6, 2, 2.2, held=17), Pace(2.5e6, 8, 0.74, 0.94), Pace(effort=9, share=0.2, fine=0.5)),
            ),
            # Its boxes take some 300 bytes: where it looks as good as WebP, it was larger for one photograph or another
            # up to 4,720 pixels, and for none above.
            smallest=5_000,
            animates=False,  # it takes ten times as long as a moving WebP
        ),
    ),
    Format(
        name="gif",
        label="GIF",
        media_type="image/gif",
        extension="gif",
        codec="gif",
        clients="all",
        can=frozenset({"alpha", "colors"}),
        side=65_535,
        # Hundredths of a second in 16 bits, of which browsers stretch one to ten.
        motion=Motion(step=10, shortest=20, longest=655_350, plays=65_536),
        reading=Reading(
            magic=(Magic(b"GIF87a"), Magic(b"GIF89a")),
            cost=DecodeCost(10, composited=11),
            pixel_bytes=7,
            copies=3,
            moving=18,  # as of PNG
        ),
        writing=Writing(
            cost=EncodeCost(60, alpha=10, search=27),
            buffers=Buffers(plain=18, alpha=1, film=9, film_alpha=10),
        ),
    ),
    Format(
        name="tiff",
        label="TIFF",
        media_type="image/tiff",
        extension="tiff",
        codec="tiff",
        clients="few",
        can=frozenset({"alpha", "lossless"}),
        side=MOST,
        reading=Reading(
            # Of each byte order, and BigTIFF.
            magic=(Magic(b"II*\0"), Magic(b"MM\0*"), Magic(b"II+\0"), Magic(b"MM\0+")),
            cost=DecodeCost(25),
            pixel_bytes=14,
            copies=3,
            on=False,  # no page shows it, and it is a container of many kinds: whoever stores it says so
        ),
        writing=Writing(
            cost=EncodeCost(100),
            buffers=Buffers(plain=8, alpha=1),
        ),
    ),
)
"""In the order of `fm` in OpenAPI and in the documentation."""
