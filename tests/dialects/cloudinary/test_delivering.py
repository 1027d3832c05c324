"""Delivering: format, quality and flags, said once, and back."""

import pytest

from handler.core.output import Output
from handler.dialects.cloudinary.components import Transformation
from handler.dialects.cloudinary.delivering import Wishes, wishes, written_wishes
from handler.errors import ImageError

SAID = (
    ("w_3", Wishes(Output(), negotiable=False, download=None)),
    ("f_auto", Wishes(Output(), negotiable=True, download=None)),
    ("f_jpeg,q_50", Wishes(Output(formats=("jpg",), quality=50), negotiable=False, download=None)),
    ("f_auto,q_auto", Wishes(Output(quality="auto:good"), negotiable=True, download=None)),
    ("q_auto:best", Wishes(Output(quality="auto:best"), negotiable=False, download=None)),
    ("f_jpg,fl_progressive", Wishes(Output(formats=("pjpg",)), negotiable=False, download=None)),
    ("fl_force_strip.attachment:pic", Wishes(Output(metadata="strip"), negotiable=False, download="pic")),
    ("fl_attachment", Wishes(Output(), negotiable=False, download="download")),
    ("f_webp,fl_awebp.strip_profile", Wishes(Output(formats=("webp",)), negotiable=False, download=None)),
)


def test_a_file_is_told_and_written() -> None:
    for text, wished in SAID:
        assert wishes([Transformation(text)]) == wished, text
        written = ",".join(written_wishes(wished))
        assert wishes([Transformation(written)] if written else []) == wished, text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("f_webpp", "webp"),
        ("q_auto:great", "quality"),
        ("q_80:420", "whole number"),
        ("q_0", "at least 1"),
        ("f_png,q_50", "q says nothing"),
        ("fl_lossy", "flag"),
        ("fl_awebp:3", "flag"),
        ("f_webp,fl_progressive", "f_jpg"),
        ("q_50/q_60", "more than once"),
    ],
)
def test_what_is_wrong_is_named(text: str, word: str) -> None:
    with pytest.raises(ImageError, match=word):
        wishes([Transformation(each) for each in text.split("/")])
