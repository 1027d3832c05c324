"""Further: the rows of formats that nothing beside Pillow is needed for, but that pages do not show.

The numbers were measured as those of the common formats (`common.py` says how).
"""

from handler.core.formats.measures import Buffers, DecodeCost, EncodeCost
from handler.core.formats.row import MOST, Format, Magic, Reading, Writing

FURTHER = (
    Format(
        name="bmp",
        label="BMP",
        media_type="image/bmp",
        extension="bmp",
        codec="bmp",
        clients="few",
        can=frozenset(),
        side=MOST,
        reading=Reading(
            # Each with the length of the header behind it, since two letters begin many a text.
            magic=tuple(
                Magic(b"BM", further=(14, length.to_bytes(4, "little")))
                for length in (12, 16, 40, 52, 56, 64, 108, 124)
            ),
            cost=DecodeCost(5),
            pixel_bytes=10,
            buffered=DecodeCost(5, megabyte=200),  # runs, which are read one by one
        ),
    ),
    Format(
        name="ico",
        label="ICO",
        media_type="image/x-icon",
        extension="ico",
        codec="ico",
        clients="few",  # every browser shows it, but as the icon of a page
        can=frozenset({"alpha"}),
        side=256,
        reading=Reading(
            magic=(Magic(b"\0\0\1\0"),),
            cost=DecodeCost(30),
            pixel_bytes=14,
            copies=3,
        ),
        writing=Writing(
            cost=EncodeCost(500, alpha=100),
            buffers=Buffers(plain=20, alpha=4),
        ),
    ),
    Format(
        name="jp2",
        label="JPEG 2000",
        media_type="image/jp2",
        extension="jp2",
        codec="jpeg2000",
        clients="few",
        can=frozenset({"alpha", "quality", "lossless"}),
        side=65_535,
        reading=Reading(
            magic=(Magic(b"\0\0\0\x0cjP  \r\n\x87\n"), Magic(b"\xff\x4f\xff\x51")),
            # Every plane of bits of a coefficient is gone over, ten of them in this time, and every byte.
            cost=DecodeCost(80, megabyte=45, dense=150, scanned=0.05),
            buffered=DecodeCost(80, megabyte=45, dense=150, scanned=0.05),
            pixel_bytes=40,
            copies=3,
            reductions=(32, 16, 8, 4, 2),
            on=False,  # its decoder is large, and few send such a picture
        ),
        writing=Writing(
            cost=EncodeCost(380, fine=440, alpha=160, lossless=420),
            buffers=Buffers(plain=40, alpha=10),
        ),
    ),
    Format(
        name="psd",
        label="PSD",
        media_type="image/vnd.adobe.photoshop",
        extension="psd",
        codec="psd",
        clients="few",
        can=frozenset(),
        side=30_000,
        reading=Reading(
            magic=(Magic(b"8BPS"),),
            cost=DecodeCost(45),
            pixel_bytes=20,
            copies=3,
            on=False,  # work, not a result: whoever stores it says that it may be shown
        ),
    ),
    Format(
        name="raw",
        label="camera raw",
        media_type="image/x-dcraw",
        extension="raw",
        codec="raw",
        clients="few",
        can=frozenset(),
        side=65_500,
        reading=Reading(
            magic=(
                *(Magic(start, tags=frozenset({50706})) for start in (b"II*\0", b"MM\0*")),  # DNG, by its version
                # NEF, ARW, PEF: a kind of subfile, a maker, and directories below the first.
                *(Magic(start, tags=frozenset({254, 271, 330})) for start in (b"II*\0", b"MM\0*")),
                Magic(b"II*\0\x10\0\0\0CR"),  # CR2
                Magic(brands=frozenset({b"crx "})),  # CR3
                *(Magic(start) for start in (b"IIRO", b"IIRS", b"MMOR")),  # ORF
                Magic(b"IIU\0"),  # RW2
                Magic(b"FUJIFILMCCD-RAW "),  # RAF
            ),
            # Of the JPEG in it.
            cost=DecodeCost(8.7, megabyte=6),
            buffered=DecodeCost(23.5, megabyte=19, scanned=0.95),
            whole="a JPEG of several scans",
            pixel_bytes=8,
            copies=3,
            kept=False,
            reductions=(8, 4, 2),
            closer=frozenset({2, 4}),
            on=False,  # the file of a negative, which its owner says may be shown
        ),
    ),
)
"""Behind the common formats, in this order."""
