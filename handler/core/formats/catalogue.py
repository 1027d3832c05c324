"""The table of file formats: what each can carry, what it costs, and which of the asked ones a picture gets."""

from collections.abc import Callable
from dataclasses import dataclass

from handler.core.output import Candidate, FormatName, Output

PLAIN: tuple[FormatName, ...] = ("jpg", "png", "gif")
"""The formats that every client shows, the cheapest first."""

MOST = 2**31 - 1
"""The longest side of a format that says it in 32 bits."""


@dataclass(frozen=True)
class Motion:
    """What an animation can say.

    step: the milliseconds that it counts in. shortest, longest: how long one frame may be shown, milliseconds; the
    shortest is one that browsers take at its word. frames: how many there may be. plays: how often it may run, 0 where
    it cannot say so.
    """

    step: int
    shortest: int
    longest: int
    frames: int
    plays: int


@dataclass(frozen=True)
class Format:
    """What a file format can carry, and what it costs.

    label: how people write it. can: which of alpha, animation, quality, lossless and colors it has. bytes_per_pixel:
    memory at the peak of decoding one still picture. side: the largest width or height that the format, or its library,
    can say. motion: of those that can move.
    """

    name: FormatName
    label: str
    media_type: str
    extension: str
    can: frozenset[str]
    bytes_per_pixel: int
    side: int
    motion: Motion | None = None

    @property
    def alpha(self) -> bool:
        """Whether it can carry transparency."""
        return "alpha" in self.can

    @property
    def animation(self) -> bool:
        """Whether it can move."""
        return "animation" in self.can

    @property
    def quality(self) -> bool:
        """Whether it has a quality."""
        return "quality" in self.can


def _can(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Delays: hundredths in 16 bits, of which browsers stretch one to ten; a fraction of two numbers of 16 bits, in seconds;
# milliseconds in 24 bits; milliseconds in 32 bits.
GIF = Motion(step=10, shortest=20, longest=655_350, frames=MOST, plays=65_536)
PNG = Motion(step=1, shortest=1, longest=65_535_000, frames=MOST, plays=MOST)
WEBP = Motion(step=1, shortest=1, longest=(1 << 24) - 1, frames=MOST, plays=65_535)
AVIF = Motion(step=1, shortest=1, longest=(1 << 32) - 1, frames=MOST, plays=0)

# Bytes: peak resident size over pixels at 16 Mpx, of the mode that takes most (gray with alpha in PNG, floats in TIFF),
# rounded up.
FORMATS: dict[FormatName, Format] = {
    row.name: row
    for row in (
        Format("jpg", "JPEG", "image/jpeg", "jpg", _can("quality"), 8, 65_500),
        Format("pjpg", "JPEG", "image/jpeg", "jpg", _can("quality"), 14, 65_500),
        Format("png", "PNG", "image/png", "png", _can("alpha animation lossless colors"), 14, MOST, PNG),
        Format("webp", "WebP", "image/webp", "webp", _can("alpha animation quality lossless"), 17, 16_383, WEBP),
        Format("avif", "AVIF", "image/avif", "avif", _can("alpha animation quality"), 14, 65_536, AVIF),
        Format("gif", "GIF", "image/gif", "gif", _can("alpha animation colors"), 7, 65_535, GIF),
        Format("tiff", "TIFF", "image/tiff", "tiff", _can("alpha lossless"), 14, MOST),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What is to be carried: the result, and where it comes from.

    source: the stored kind, None for a made picture. alpha and moving are about the result. area: its pixels, of one
    frame. flat: whether it has few colours; of a made picture, this decides. fits: whether there is enough of
    everything to write it in a format.
    """

    source: FormatName | None
    alpha: bool = False
    moving: bool = False
    area: int = 0
    fits: Callable[[FormatName], bool] = lambda _: True
    flat: bool = True


def choose(output: Output, subject: Subject) -> FormatName:
    """Return the first candidate that can carry the picture, is worth it and fits, the last one where none does.

    The candidate `source` stands for the stored kind, but a JPEG that has become transparent, a made picture of few
    colours or with transparency, and a TIFF that is transparent are PNG, any other of these is JPEG; `classic` stands
    for the same, and for JPEG or PNG in place of WebP and AVIF. After either come the plain formats, which every client
    shows: JPEG, PNG, GIF. One of these has to fit whatever the other candidates are, so that it never depends on them
    whether there is a picture at all. Of several candidates one is passed over that cannot do what is asked, would be
    larger than plainer formats at this size, or would take more of something than there is.
    """
    plain = [name for name in _plain(subject) if _able(FORMATS[name], output, subject)]
    names: list[FormatName] = []
    for candidate in output.formats:
        if candidate in FORMATS:
            names.append(candidate)
        elif any(map(subject.fits, plain)):
            names += [_named(candidate, subject), *plain]
        else:
            return plain[0]
    if len(names) == 1:
        return names[0]
    chosen = set(names) - set(output.formats) | {name for name in names if _worthy(name, subject)}
    good = (name for name in names if name in chosen and _able(FORMATS[name], output, subject) and subject.fits(name))
    return next(good, names[-1])


def _named(candidate: Candidate, subject: Subject) -> FormatName:
    """Return the kind that `source` or `classic` stands for."""
    if subject.source in {"jpg", "pjpg", "tiff"}:
        return "png" if subject.alpha else "jpg"
    if candidate == "classic" and subject.source in {"webp", "avif"}:
        return "png" if subject.alpha or subject.moving else "jpg"
    return subject.source or ("png" if subject.alpha or subject.flat else "jpg")


def _plain(subject: Subject) -> list[FormatName]:
    """Return the formats that every client shows, the best for this picture first."""
    return sorted(PLAIN, key=lambda name: name != subject.source)


def _able(row: Format, output: Output, subject: Subject) -> bool:
    """Return whether a format can carry the picture and do what is asked."""
    asked = {"alpha": subject.alpha, "animation": subject.moving, "lossless": output.lossless}
    asked["colors"] = output.colors is not None
    return all(word in row.can for word, needed in asked.items() if needed)


def _worthy(name: FormatName, subject: Subject) -> bool:
    # A moving AVIF forgets how often it plays, and takes ten times as long as a moving WebP.
    return worthwhile(name, subject.area) and not (subject.moving and name == "avif")


SMALLEST_AVIF = 5_000
"""Pixels of a result from which AVIF is chosen where the client leaves the choice. Its boxes take some 300 bytes: where
it looks as good as WebP, it was larger for one photograph or another up to 4,720 pixels, and for none above."""


SMALLEST_WEBP = 1
"""Pixels of a result from which WebP is chosen likewise: it was smaller than JPEG and PNG at every size measured."""


SMALLEST: dict[FormatName, int] = {"avif": SMALLEST_AVIF, "webp": SMALLEST_WEBP}


def worthwhile(format: FormatName, area: int) -> bool:  # noqa: A002 - it is the format
    """Return whether a result of `area` pixels is worth writing in a format that is new to the client's picture.

    False where a file of the format would, at equal quality, be larger than of those that are considered after it.
    """
    return area >= SMALLEST.get(format, 0)
