"""Wagtail: its addresses mean what native queries say, are written so, and what it has not is refused by name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.signing import signed, verify
from handler.dialects.vendors import wagtail
from tests.support.requests.foreign_pictures import KEPT, harmless, speaks, survives

SAME = (
    ("12345/fill-300x200-c0|format-webp|webpquality-75", "w=300&h=200&fit=min&crop=focalpoint&fm=webp&q=75", KEPT),
    ("a.jpg/width-300", "w=300&fm=source", KEPT),
    ("a.jpg/height-300", "h=300&fm=source", KEPT),
    ("a.jpg/max-300x200%7Cformat-jpeg%7Cjpegquality-50", "w=300&h=200&fm=jpg&q=50", KEPT),
    ("a.jpg/scale-50|bgcolor-fff", "w=0.5&fit=clip;bg=fff", KEPT),
    ("a.jpg/original|format-avif|avifquality-40", "fm=avif&q=40", KEPT),
    ("a.jpg/original", "", KEPT),
    ("shop/a.jpg", "", Delivery(original=True)),
    ("a.jpg", "", Delivery(original=True)),
    ("a.jpg/width-300?expires=1893456000", "w=300", Delivery(expires=1893456000)),
)
"""Addresses, native queries that say the same, and how the answer is sent."""

WRONG = (
    ("a.jpg/fill-3x3-c50", "c0"),
    ("a.jpg/max-3x3-c0", "cuts nothing"),
    ("a.jpg/fill-300", "fill"),
    ("a.jpg/width-0", "width"),
    ("a.jpg/min-3x3", "min"),
    ("a.jpg/width-3|format-bmp", "format"),
    ("a.jpg/width-3|webpquality-50", "webpquality"),
    ("a.jpg/width-3|width-4", "more than once"),
    ("a.jpg/width-3|blur-4", "blur"),
    ("a.jpg/original|bgcolor-x", "bgcolor"),
    ("a.jpg/scale-200", "scale"),
    ("/width-3", "no picture"),
)
"""Addresses, and what the error names."""

PIECES = ("fill-", "3x3", "-c0", "|", "format-", "webp", "quality-5", "scale-5", "max-", "bgcolor-f")


def test_its_words_are_ours() -> None:
    speaks(wagtail, SAME, WRONG)
    assert (wagtail.signed, wagtail.verify) == (signed, verify)
    assert wagtail.operations()[0].name == "wagtail"


@given(st.data())
@settings(max_examples=30)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    survives(wagtail, data)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8))
def test_no_text_is_more_than_a_fault_of_who_asks(pieces: list[str]) -> None:
    text = "".join(pieces)
    for target in (f"a.jpg/{text}", f"a.jpg/width-3|{text}"):
        harmless(wagtail.parse, target)
