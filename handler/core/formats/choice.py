"""Choice: which of the formats that a recipe allows a picture gets."""

from collections.abc import Callable
from typing import NamedTuple

from handler.core.formats.catalogue import FORMATS, KINDS, WRITTEN
from handler.core.formats.row import Format, FormatName
from handler.core.output import Candidate, Output


class Subject(NamedTuple):
    """What is to be carried: the result, and where it comes from.

    source: the stored kind, None for a made picture. alpha and moving are about the result. area: its pixels, of one
    frame. fits: whether there is enough memory, time and room to write it in a format. flat: whether it has few
    colours; of a made picture, this decides.
    """

    source: FormatName | None
    alpha: bool = False
    moving: bool = False
    area: int = 0
    fits: Callable[[FormatName], bool] = lambda _: True
    flat: bool = True


def choose(output: Output, subject: Subject) -> FormatName:
    """Return the first candidate that can carry the picture, is worth it and fits, the last one where none does.

    The candidate `source` stands for the stored kind, where browsers show that; else for PNG where the picture is
    transparent or moves, and for JPEG. A JPEG that has become transparent is PNG, and so is a made picture of few
    colours or with transparency; any other made picture is JPEG. `classic` stands for the same, but not for WebP and
    AVIF. After either come the plain formats, which every client shows: JPEG, PNG, GIF. One of these has to fit,
    whatever the other candidates are: whether there is a picture at all must not depend on what the client accepts. Of
    several candidates one is passed over that cannot do what is asked, would be larger than plainer formats at this
    size, or does not fit. For `max-bytes` it has to have a quality, where one of the plain formats has.
    """
    plain = [row.name for row in _plain(subject) if _able(row, output, subject)]
    if not plain:  # nothing that every client shows is transparent, or moves, and has a quality
        return choose(output.model_copy(update={"max_bytes": None}), subject)
    names: list[FormatName] = []
    for candidate in output.candidates:
        if candidate in WRITTEN:
            names.append(candidate)
        elif any(map(subject.fits, plain)):
            names += [_named(candidate, subject), *plain]
        else:
            return plain[0]
    if len(names) == 1:
        return names[0]
    chosen = set(names) - set(output.candidates) | {name for name in names if _worthy(name, subject)}
    good = (name for name in names if name in chosen and _able(FORMATS[name], output, subject) and subject.fits(name))
    return next(good, names[-1])


def contenders(output: Output, subject: Subject) -> tuple[FormatName, ...]:
    """Return the formats in which the picture is written, the one that `choose` takes first: that one alone.

    Of `smallest`, all candidates that can carry it and fit; what a standing one may come to, too. None is among them
    that is coarser than the quality asked for, as GIF is, unless the picture is stored so.
    """
    first = choose(output, subject)
    if not output.smallest:
        return (first,)
    plain = [row.name for row in _plain(subject)]
    names = (
        name
        for candidate in output.candidates
        for name in ([candidate] if candidate in WRITTEN else [_named(candidate, subject), *plain])
    )
    good = (name for name in names if _able(FORMATS[name], output, subject) and _faithful(name, subject))
    return tuple(dict.fromkeys((first, *filter(subject.fits, good))))


def _faithful(name: FormatName, subject: Subject) -> bool:
    row = FORMATS[name]
    moves = WRITTEN[name].animates or not subject.moving
    return moves and (row.quality or "lossless" in row.can or name == subject.source)


def _named(candidate: Candidate, subject: Subject) -> FormatName:
    """Return the kind that `source` or `classic` stands for."""
    if subject.source is None:
        return "png" if subject.alpha or subject.flat else "jpg"
    row = FORMATS[subject.source]
    shown = row.clients == "all" or (row.clients == "browsers" and candidate == "source")
    if not shown or row.name not in WRITTEN:
        return "png" if subject.alpha or subject.moving else "jpg"
    return "png" if subject.alpha and not row.alpha else row.name


def _plain(subject: Subject) -> list[Format]:
    """Return the formats that every client shows, the best for this picture first."""
    plain = [row for row in KINDS if row.clients == "all" and row.name in WRITTEN]
    return sorted(plain, key=lambda row: row.name != subject.source)


def _able(row: Format, output: Output, subject: Subject) -> bool:
    """Return whether a format can carry the picture and do what is asked."""
    asked = {
        "alpha": subject.alpha,
        "lossless": output.lossless,
        "colors": output.colors is not None,
        "quality": output.max_bytes is not None,
        "profile": output.wide,
    }
    able = all(word in row.can for word, needed in asked.items() if needed)
    return able and (row.animation or not subject.moving)


def _worthy(name: FormatName, subject: Subject) -> bool:
    return worthwhile(name, subject.area) and (WRITTEN[name].animates or not subject.moving)


def worthwhile(name: FormatName, area: int) -> bool:
    """Return whether a result of `area` pixels is worth writing in a format where the client leaves the choice."""
    return area >= WRITTEN[name].smallest
