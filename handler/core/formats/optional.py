"""Optional: the rows of the formats that an extra of the package reads or writes, each off until TINTYPE_INPUTS says.

The numbers are measured as those of `common` are. Without the extra a file is 415, and `fm` 400, each naming it.
"""

from handler.core.formats.measures import Buffers, DecodeCost, EncodeCost, Pace, Paces
from handler.core.formats.row import ANY_FACTOR, Format, Magic, Reading, Streamed, Writing

OPTIONAL = (
    Format(
        name="heic",
        label="HEIC",
        media_type="image/heic",
        extension="heic",
        codec="heic",
        clients="few",
        can=frozenset(),
        extra="heif",
        reading=Reading(
            magic=(
                Magic(brands=frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})),
                Magic(brands=frozenset({b"mif1", b"msf1"})),
            ),
            cost=DecodeCost(95, megabyte=60, alpha=50),
            pixel_bytes=16,
            copies=3,
            gray=False,
            on=False,
        ),
    ),
    Format(
        name="jxl",
        label="JPEG XL",
        media_type="image/jxl",
        extension="jxl",
        codec="jxl",
        clients="few",  # of browsers, Safari alone
        can=frozenset({"alpha", "quality", "lossless"}),
        extra="jxl",
        side=262_144,  # of the format's profile for everybody; libjxl's own is more
        reading=Reading(
            magic=(Magic(b"\xff\x0a"), Magic(b"\0\0\0\x0cJXL \r\n\x87\n")),
            cost=DecodeCost(150, megabyte=60, alpha=60),
            pixel_bytes=17,
            copies=3,
            on=False,
        ),
        writing=Writing(
            cost=EncodeCost(480, fine=520, alpha=350, lossless=1700),
            buffers=Buffers(plain=65, fine=75, alpha=30, lossless=80),
            # 6 and 7 take twice the time of 5 for as many bytes; 3 a third, for 5 % more bytes of a photograph, and up
            # to half as many more of noise.
            paces=Paces(
                fast=(Pace(1e6, 5), Pace(effort=3, share=0.4, fine=0.4)),
                balanced=(Pace(2.5e6, 5), Pace(effort=3, share=0.4, fine=0.4)),
                small=(Pace(4e6, 5), Pace(effort=3, share=0.4, fine=0.4)),
            ),
        ),
    ),
    Format(
        name="svg",
        label="SVG",
        media_type="image/svg+xml",
        extension="svg",
        codec="svg",
        clients="few",
        can=frozenset({"alpha"}),
        extra="svg",
        reading=Reading(
            magic=(Magic(root=b"svg"),),
            cost=DecodeCost(200, megabyte=500),
            pixel_bytes=40,
            reductions=ANY_FACTOR,
            # All of it is drawn, however small; its effects are counted as pixels that are not shown.
            streamed=Streamed(DecodeCost(200, megabyte=500, scanned=0.3), pixel_bytes=40, rows=0, exact=True),
            on=False,
            active=True,
        ),
    ),
    Format(
        name="pdf",
        label="PDF",
        media_type="application/pdf",
        extension="pdf",
        codec="pdf",
        clients="few",
        can=frozenset(),
        extra="pdf",
        reading=Reading(
            magic=(Magic(b"%PDF-"),),
            cost=DecodeCost(120, megabyte=500),
            pixel_bytes=16,
            reductions=ANY_FACTOR,
            streamed=Streamed(DecodeCost(120, megabyte=500, scanned=0.5), pixel_bytes=16, rows=0, exact=True),
            on=False,
            active=True,
        ),
        # A page with a JPEG on it, and nothing more: costs are those of a JPEG.
        writing=Writing(cost=EncodeCost(22, alpha=8), buffers=Buffers(plain=6, alpha=5.5)),
        writer="pdf_page",
    ),
)
"""In the order of `fm` in OpenAPI and in the documentation."""
