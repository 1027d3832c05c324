"""Uploadcare: its addresses mean what native queries say, are written so, and what it has not is refused by name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.signing import signed, verify
from handler.dialects.vendors import uploadcare
from handler.ops.rotate import Rotate
from tests.support.requests.foreign_pictures import FREE, KEPT, harmless, holds, picture, speaks, survives

SAME = (
    ("uuid/-/format/webp/-/resize/300x200/", "w=300&h=200&fit=scale&fm=webp", KEPT),
    ("uuid/-/resize/300x/-/format/auto/cat.jpg", "w=300&fit=clip", FREE),
    ("uuid/-/format/webp/-/quality/75/-/scale_crop/300x200/center/", "w=300&h=200&fit=crop&fm=webp&q=75", KEPT),
    ("uuid/-/scale_crop/300x200/smart/", "w=300&h=200&crop=smart", KEPT),
    ("uuid/-/scale_crop/300x200/", "w=300&h=200&crop=top,left", KEPT),
    ("uuid/-/stretch/off/-/scale_crop/300x200/50p,100p/", "w=300&h=200&fit=cropmax&crop=bottom", KEPT),
    ("uuid/-/stretch/off/-/resize/300x200/", "w=300&h=200&fit=scalemax", KEPT),
    ("uuid/-/stretch/off/-/resize/x200/", "h=200", KEPT),
    ("uuid/-/preview/300x200/", "w=300&h=200", KEPT),
    ("uuid/-/preview/", "w=2048&h=2048", KEPT),
    ("uuid/-/crop/300x200/center/", "w=300&h=200&fit=cut", KEPT),
    ("uuid/-/crop/300x200/10,20/", "rect=10,20,300,200", KEPT),
    ("uuid/-/flip/-/mirror/-/grayscale/-/invert/-/rotate/90/", "flip=v;flip=h;sat=-100;invert=true;rot=90", KEPT),
    (
        "uuid/-/blur/8/-/sharp/-/border_radius/9/-/brightness/-20/-/contrast/10/-/saturation/20/-/enhance/",
        "blur=4;sharp=25;corner-radius=9;bri=-20;con=10;sat=20;enhance=50",
        KEPT,
    ),
    ("uuid/-/format/jpeg/-/progressive/yes/-/quality/best/-/strip_meta/all/", "fm=pjpg&q=95&metadata=strip", KEPT),
    ("uuid/-/quality/smart/-/strip_meta/sensitive/-/autorotate/yes/-/progressive/no/", "q=auto", KEPT),
    ("uuid/-/format/preserve/?v=2", "", Delivery(edition="2")),
    ("uuid/", "", Delivery(original=True)),
    ("uuid", "", Delivery(original=True)),
)
"""Addresses, native queries that say the same, and how the answer is sent."""

WRONG = (
    ("uuid/-/resise/3x/", "resize"),
    ("uuid/-/smart_resize/3x3/", "smart_resize"),
    ("uuid/-/resize/", "values"),
    ("uuid/-/resize/3x/4/-/flip/", "values"),
    ("uuid/-/resize/x/", "resize"),
    ("uuid/-/format/webp/-/format/png/", "more than once"),
    ("uuid/-/format/bmp/", "format"),
    ("uuid/-/stretch/fill/", "stretch"),
    ("uuid/-/setfill/fff/", "setfill"),
    ("uuid/-/setfill/x/", "setfill"),
    ("uuid/-/autorotate/no/", "autorotate"),
    ("uuid/-/progressive/yes/", "progressive"),
    ("uuid/-/quality/great/", "quality"),
    ("uuid/-/scale_crop/3x3/here/", "scale_crop"),
    ("uuid/-/crop/3x3/here/", "crop"),
    ("uuid/-/crop/3x/1,1/", "crop"),
    ("uuid/-/blur/x/", "blur"),
    ("uuid/-/contrast/500/", "at most"),
    ("uuid/-/strip_meta/some/", "strip_meta"),
    ("uuid/-/border_radius/x/", "border_radius"),
    ("uuid/-/flip/?w=3", "'w'"),
)
"""Addresses, and what the error names."""

PIECES = ("resize/", "300x200", "/-/", "crop/", "1,2", "center", "/", "format/", "auto", "stretch/off", "flip", "blur/")


def test_its_words_are_ours() -> None:
    speaks(uploadcare, SAME, WRONG)
    assert (uploadcare.signed, uploadcare.verify) == (signed, verify)
    assert uploadcare.operations()[0].name == "uploadcare"


def test_corners_have_the_colour_that_is_said() -> None:
    asked = picture(uploadcare.parse, "uuid/-/setfill/ff0000/-/rotate/45/-/rotate/90/")
    assert asked.recipe.ops == (Rotate(angle=45, bg="ff0000"), Rotate(angle=90))
    assert not holds(uploadcare.parse, uploadcare.write, asked)


@given(st.data())
@settings(max_examples=30)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    survives(uploadcare, data)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8))
def test_no_text_is_more_than_a_fault_of_who_asks(pieces: list[str]) -> None:
    text = "".join(pieces)
    for target in (f"uuid/-/{text}/", f"uuid/-/resize/{text}/"):
        harmless(uploadcare.parse, target)
