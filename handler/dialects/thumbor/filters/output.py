"""Filters of the file: its format and quality, which frames it has, and how the answer is sent.

1. A quality says nothing of a format that has none, and thumbor does not mind: so it is left out there.
2. HEIC and HEIF are not written, as thumbor does not without a plug-in: the stored kind stays. gifv, of another
   plug-in, makes no video here: the animation stays one.
3. autojpg makes JPEG of what has no transparency.
"""

from handler.core.formats.catalogue import WRITTEN
from handler.core.output import MOST_BYTES
from handler.core.source import MOST_FRAMES
from handler.core.suggest import nearest
from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.draft import Draft
from handler.dialects.thumbor.source import plain_name

SPELLED = {"jpeg": "jpg", "tif": "tiff", "jpe": "jpg"}
UNWRITTEN = frozenset({"heic", "heif"})
FORMATS = ("jpeg", "jpg", "png", "gif", "webp", "avif", "tiff", "jp2", "jxl", *sorted(UNWRITTEN))
"""What thumbor and imagor write."""

BY_ACCEPT = "auto"
"""This service's own word: Accept decides, as thumbor's AUTO_WEBP and its like have it for all pictures."""

VIDEOS = frozenset({"", "webm", "mp4"})
MILLISECONDS = 1000

BEST_QUALITY, LONGEST_AGE, LAST_MOMENT, LONGEST_NAME = 100, 2**31, 2**40 * MILLISECONDS, 120
"""The most that the output and the delivery take; told here, where an error can name filter and argument."""


def read_form(draft: Draft, given: Arguments) -> Draft:
    """Choose the format of the file (rule 2)."""
    word = given.text(0).lower()
    if word in UNWRITTEN:
        return draft
    if word == BY_ACCEPT:
        return draft.delivered(negotiable=True)
    name = SPELLED.get(word, word)
    if word not in FORMATS or name not in WRITTEN:
        known = [each for each in FORMATS if SPELLED.get(each, each) in WRITTEN]
        near = nearest(word, known)
        said = f"did you mean {near}?" if near else f"it is one of {', '.join(known)}"
        raise given.wrong(0, f"is no format that is written; {said}")
    return draft.written(formats=(name,))


def read_quality(draft: Draft, given: Arguments) -> Draft:
    """Choose the quality, 1 to 100."""
    return draft.written(quality=max(given.within(0, 0, BEST_QUALITY), 1))


def read_max_bytes(draft: Draft, given: Arguments) -> Draft:
    """Lower the quality until the file has no more bytes."""
    return draft.written(max_bytes=given.within(0, 1, MOST_BYTES))


def read_lossless(draft: Draft, given: Arguments) -> Draft:
    """Keep every pixel exactly."""
    del given
    return draft.written(lossless=True)


def read_autojpg(draft: Draft, given: Arguments) -> Draft:
    """Make JPEG of what has no transparency (rule 3)."""
    return draft.written(formats=("jpg", "source")) if given.flag(0, default=True) else draft


def read_strip_exif(draft: Draft, given: Arguments) -> Draft:
    """Leave out what the file tells beside the picture."""
    del given
    return draft.written(metadata="strip")


def read_unneeded(draft: Draft, given: Arguments) -> Draft:
    """Do nothing: it is so already."""
    del given
    return draft


def read_gifv(draft: Draft, given: Arguments) -> Draft:
    """Keep an animation as it is (rule 2)."""
    if given.text(0) not in VIDEOS:
        raise given.wrong(0, "must be mp4 or webm, or nothing")
    return draft


def read_to_colorspace(draft: Draft, given: Arguments) -> Draft:
    """Choose the colours of the result."""
    word = given.text(0, "srgb").lower()
    if word not in {"srgb", "p3"}:
        raise given.wrong(0, "must be srgb or p3")
    return draft.written(space=word)


def read_cover(draft: Draft, given: Arguments) -> Draft:
    """Take the first frame of an animation."""
    del given
    return draft.taken(frame=0)


def read_page(draft: Draft, given: Arguments) -> Draft:
    """Take one page of a file or frame of an animation, from 1."""
    return draft.taken(page=given.within(0, 1, MOST_FRAMES + 1))


def read_max_frames(draft: Draft, given: Arguments) -> Draft:
    """Take so many frames of an animation at most."""
    return draft.taken(frames=(0, given.within(0, 1, MOST_FRAMES + 1) - 1))


def read_max_age(draft: Draft, given: Arguments) -> Draft:
    """Say how many seconds a cache may keep the answer."""
    return draft.delivered(max_age=given.within(0, 0, LONGEST_AGE))


def read_expire(draft: Draft, given: Arguments) -> Draft:
    """Let the link end: milliseconds since 1970."""
    return draft.delivered(expires=given.within(0, 0, LAST_MOMENT) // MILLISECONDS)


def read_attachment(draft: Draft, given: Arguments) -> Draft:
    """Offer the picture as a download."""
    name = plain_name(given.text(0)) or draft.image.rpartition("/")[2]
    if len(name) > LONGEST_NAME:
        raise given.wrong(0, f"a name has at most {LONGEST_NAME} characters")
    return draft.delivered(download=name)


def read_raw(draft: Draft, given: Arguments) -> Draft:
    """Send the stored file unchanged."""
    del given
    return draft.delivered(original=True)
