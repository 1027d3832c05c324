"""Row: the shape of what is known of one file format, as plain data; `catalogue` has the rows themselves."""

from typing import Literal, NamedTuple, TypeAlias

from handler.core.formats.measures import Buffers, DecodeCost, EncodeCost, Paces

FormatName: TypeAlias = str
"""The name of a row, which is what `fm` says: `jpg`, `webp`."""

Clients = Literal["all", "browsers", "few"]
"""Who shows a format: every client; browsers, so that Accept has to name it; or hardly anybody."""

MOST = 2**31 - 1
"""The largest number where a format says it in 32 bits: pixels of a side, frames, plays."""


class Magic(NamedTuple):
    """How the first bytes of a file tell its kind; all that is given here has to be there.

    start: the very first bytes. form: bytes 8 to 11, where a RIFF file says what is in it. brands: one of these has to
    be among the brands of an ISO base media file (ISO/IEC 14496-12, 4.3). tags: the first directory of a file laid out
    as a TIFF has all of these (TIFF 6.0, section 2). further: an offset, and the bytes that stand there. root: the name
    of an XML text's root element.
    """

    start: bytes = b""
    form: bytes = b""
    brands: frozenset[bytes] = frozenset()
    tags: frozenset[int] = frozenset()
    further: tuple[int, bytes] = (0, b"")
    root: bytes = b""


class Motion(NamedTuple):
    """What an animation of a format can say.

    step: the milliseconds that it counts in. shortest, longest: for how many milliseconds one frame may be shown; the
    shortest is one that browsers keep to. frames: how many there may be. plays: how often it may run.
    """

    step: int = 1
    shortest: int = 1
    longest: int = MOST
    frames: int = MOST
    plays: int = MOST


STILL = Motion(frames=1, plays=1)
"""Of a format without animations."""


class Streamed(NamedTuple):
    """What reading a picture takes that is reduced while it is decoded, so that not all of its pixels are ever there.

    cost: of decoding. pixel_bytes: memory, for each pixel of what comes out. rows: how many rows of the source are in
    memory at once, at four bytes a pixel, and at eight with transparency. copies: of the file, as in `Reading`. exact:
    whether what comes out shows the picture to its edge; else its last column and row may reach past it, as those of a
    JPEG do.
    """

    cost: DecodeCost
    pixel_bytes: int
    rows: int
    copies: int = 2
    exact: bool = False


CLOSER = 0.75
"""Part of the size that a resize asks for, which is twice its result: one and a half times the result."""

ANY_FACTOR = tuple(range(64, 1, -1))
"""Reductions of a reader that averages as many pixels as one likes."""


class Reading(NamedTuple):
    """What reading a format takes.

    magic: any of these tells a file of it. cost: of decoding. pixel_bytes: memory a pixel at the peak of decoding one
    frame. copies: of the file at once: as it came, as a decoder wants it, as that keeps it. moving: bytes a pixel that
    an animation takes beside that. kept: whether the reader keeps the picture as it was stored while the frame is in
    use. gray: whether gray is stored as gray; else a gray profile belongs to its colours. reductions: by how much the
    decoder itself can reduce the sides, the most first. closer: those of them that keep detail so well that CLOSER of
    the size that is asked for is enough. streamed: of the pictures that are reduced row by row, if only some of the
    format are. buffered: the cost where all of a picture is kept until the last of it has been read (a progressive
    JPEG, a lossless WebP). whole: what a file is called that cannot be reduced before all of it is in memory. on:
    whether it is read unless TINTYPE_INPUTS says otherwise. active: whether a file may hold what a browser would run:
    then it is drawn, and never sent as it is.
    """

    magic: tuple[Magic, ...]
    cost: DecodeCost
    pixel_bytes: int
    copies: int = 2
    moving: int = 0
    kept: bool = True
    gray: bool = True
    reductions: tuple[int, ...] = ()
    closer: frozenset[int] = frozenset()
    streamed: Streamed | None = None
    buffered: DecodeCost | None = None
    whole: str = ""
    on: bool = True
    active: bool = False


class Writing(NamedTuple):
    """What writing a format takes.

    paces: how hard it is tried, by effort. smallest: pixels of a result from which the format is chosen where
    the client leaves the choice; below, its files are larger than those of plainer formats of equal quality. animates:
    whether an animation is written in it where the client leaves the choice. glance: of a text that tells of a picture,
    the longest side, in pixels, of what is looked at; 0 where pixels are written.
    """

    cost: EncodeCost
    buffers: Buffers
    paces: Paces = Paces()
    smallest: int = 0
    animates: bool = True
    glance: int = 0


class Format(NamedTuple):
    """One file format.

    label: how people write its name. codec: the module in `handler/codecs/formats`. clients: who shows it. can: which
    of alpha, quality, lossless, colors (a palette) and profile (colours beyond sRGB) it has. side: the largest width or
    height that the format, or its library, can say. motion: what its animations can say. reading, writing: None where
    it is not read, or not written. extra: the optional part of the package that its codec needs, as in
    `pip install tintype[extra]`. writer: the module that writes it, where that is another one, which needs no extra.
    """

    name: FormatName
    label: str
    media_type: str
    extension: str
    codec: str
    clients: Clients
    can: frozenset[str]
    side: int = MOST
    motion: Motion = STILL
    reading: Reading | None = None
    writing: Writing | None = None
    extra: str = ""
    writer: str = ""

    @property
    def alpha(self) -> bool:
        """Whether it can carry transparency."""
        return "alpha" in self.can

    @property
    def animation(self) -> bool:
        """Whether it can move."""
        return self.motion.frames > 1

    @property
    def text(self) -> bool:
        """Whether it is a text that tells of a picture: nobody gets it who has not asked for it alone."""
        return self.writing is not None and self.writing.glance > 0

    @property
    def quality(self) -> bool:
        """Whether it has a quality."""
        return "quality" in self.can
