"""ImageEngine: its addresses mean what native queries say, are written so, and what it has not is refused by name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.signing import signed, verify
from handler.dialects.vendors import imageengine
from tests.support.requests.foreign_pictures import FREE, KEPT, harmless, speaks, survives

SAME = (
    ("a.jpg?imgeng=w_300%2Fh_200%2Ff_webp%2Fm_cropbox", "w=300&h=200&fit=crop&fm=webp", KEPT),
    ("a.jpg?imgeng=/w_300/cmpr_50", "w=300&fit=clip&q=50", FREE),
    ("a.jpg?imgeng=/w_300/m_cropbox", "w=300&fit=clip", FREE),
    ("a.jpg?imgeng=/w_300/h_200", "w=300&h=200&fit=clip", FREE),
    ("a.jpg?imgeng=/w_300/h_200/m_letterbox", "w=300&h=200&fit=fill", FREE),
    ("a.jpg?imgeng=/w_300/h_200/m_stretch", "w=300&h=200&fit=scale", FREE),
    ("a.jpg?imgeng=/w_300/h_200/m_outside", "w=300&h=200&fit=clip&min-w=300&min-h=200", FREE),
    (
        "a.jpg?imgeng=/cr_300,200,10,20/r_90/s_30/f_jpeg/meta_true",
        "rect=10,20,300,200;rot=90;sharp=30;fm=jpg&metadata=keep",
        KEPT,
    ),
    (
        "a.jpg?imgeng=/dl_true/w_3&expires=1893456000&v=2",
        "w=3&fit=clip",
        Delivery(negotiable=True, download="picture", expires=1893456000, edition="2"),
    ),
    ("a.jpg", "", Delivery(original=True)),
    ("a.jpg?imgeng=/pass_true", "", Delivery(original=True)),
)
"""Addresses, native queries that say the same, and how the answer is sent."""

WRONG = (
    ("a.jpg?imgeng=/wd_3", "wd"),
    ("a.jpg?imgeng=/w_3&imgeng=/w_4", "more than once"),
    ("a.jpg?imgeng=/w_0", "w=0"),
    ("a.jpg?imgeng=/m_fit/w_3/h_3", "m=fit"),
    ("a.jpg?imgeng=/f_heic", "f=heic"),
    ("a.jpg?imgeng=/cr_3,4", "cr=3,4"),
    ("a.jpg?imgeng=/cr_0,4,1,1", "cr=0"),
    ("a.jpg?imgeng=/pc_50", "pc=50"),
    ("a.jpg?imgeng=/in_true", "in=true"),
    ("a.jpg?imgeng=/cmpr_100", "cmpr"),
    ("a.jpg?w=3", "'w'"),
)
"""Addresses, and what the error names."""

PIECES = ("/w_3", "/h_2", "/m_box", "/cmpr_", "/cr_1,2,3,4", "&", "=")


def test_its_words_are_ours() -> None:
    speaks(imageengine, SAME, WRONG)
    assert (imageengine.signed, imageengine.verify) == (signed, verify)
    assert imageengine.operations()[0].name == "imageengine"


@given(st.data())
@settings(max_examples=30)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    survives(imageengine, data)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8))
def test_no_text_is_more_than_a_fault_of_who_asks(pieces: list[str]) -> None:
    text = "".join(pieces)
    for target in (f"a.jpg?imgeng={text}", f"a.jpg?{text}"):
        harmless(imageengine.parse, target)
