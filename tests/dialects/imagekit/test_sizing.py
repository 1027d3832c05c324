"""Sizing: crop modes and focus are fits and crops of ours, and back."""

import pytest

from handler.dialects.imagekit.addresses import KNOWN
from handler.dialects.imagekit.sizing import colour_read, colour_written, sized, sizing_words
from handler.dialects.taken_words import TakenWords
from handler.errors import ImageError
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from tests.support.requests.foreign_pictures import ops

SAID = (
    ("w-300", "w=300&fit=clip"),
    ("w-300,c-maintain_ratio,fo-auto", "w=300&fit=clip"),
    ("w-300,c-at_max", "w=300"),
    ("w-0.5", "w=0.5&fit=clip"),
    ("w-300,h-200", "w=300&h=200&fit=crop"),
    ("w-300,h-200,fo-top_left", "w=300&h=200&crop=top,left"),
    ("w-300,h-200,c-maintain_ratio,fo-auto", "w=300&h=200&crop=smart"),
    ("w-300,ar-16-9", "w=300&ar=16:9"),
    ("w-300,h-200,c-force", "w=300&h=200&fit=scale"),
    ("w-300,h-200,c-at_max", "w=300&h=200"),
    ("w-300,h-200,c-at_max_enlarge", "w=300&h=200&fit=clip"),
    ("w-300,h-200,c-at_least", "w=300&h=200&fit=clip&min-w=300&min-h=200"),
    ("w-300,h-200,cm-pad_resize", "w=300&h=200&fit=fill"),
    ("w-300,h-200,cm-pad_resize,bg-blurred", "w=300&h=200&fit=fill&ground=blur"),
    ("w-300,h-200,cm-extract", "w=300&h=200&fit=cut"),
    ("w-300,h-200,cm-extract,fo-bottom", "w=300&h=200&fit=cut&crop=bottom"),
    ("w-300,cm-extract", "w=300&fit=cut"),
    ("w-300,h-200,cm-extract,x-10,y-20", "rect=10,20,300,200"),
    ("w-300,h-200,cm-extract,x-10", "rect=10,0,300,200"),
    ("w-300,h-200,fo-custom", "w=300&h=200&crop=focalpoint"),
)


def words(text: str) -> TakenWords:
    return TakenWords(((part.partition("-")[0], part.partition("-")[2]) for part in text.split(",")), KNOWN)


def test_a_size_is_a_resize_or_a_cut_and_back() -> None:
    for text, query in SAID:
        said = words(text)
        found = sized(said)
        said.check_empty({})
        assert found == ops(query), text
        (op,) = found
        assert isinstance(op, Resize | Rect)
        assert sized(words(",".join(sizing_words(op)))) == found, text
    assert sized(words("q-3")) == ()


def test_a_padded_picture_lies_on_a_colour() -> None:
    (op,) = sized(words("w-300,h-200,cm-pad_resize,bg-FF000050"))
    assert isinstance(op, Resize)
    assert op.bg == "80ff0000"
    assert sized(words(",".join(sizing_words(op)))) == (op,)


def test_colours_have_how_opaque_they_are_at_their_end() -> None:
    for text, colour in (("red", "ff0000"), ("ff0000", "ff0000"), ("FF000050", "80ff0000"), ("FF000000", "00ff0000")):
        assert colour_read("bg", text) == colour
        assert colour_read("bg", colour_written(colour)) == colour
    for text in ("reddish", "FF0000AA", "FF00", "GGGGGG50"):
        with pytest.raises(ImageError, match="bg"):
            colour_read("bg", text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("c-force", "needs a size"),
        ("fo-auto", "needs a size"),
        ("w-300,h-200,c-cover", "c=cover"),
        ("w-300,h-200,fo-dog", "fo=dog"),
        ("w-auto", "w=auto"),
        ("w-0", "w=0"),
        ("w-1.5", "w=1.5"),
        ("w-300,ar-16", "ar=16"),
        ("w-300,ar-0-9", "must be"),
        ("w-300,ar-4-3,c-at_least", "at_least"),
        ("w-300,cm-extract,x-3", "cm=extract"),
        ("w-300,h-200,ar-4-3", "ar completes"),
    ],
)
def test_what_is_wrong_is_named(text: str, word: str) -> None:
    with pytest.raises(ImageError, match=word):
        sized(words(text))
