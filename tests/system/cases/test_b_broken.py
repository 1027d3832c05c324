"""B: damaged pictures are refused as such, strange ones shown as well as can be."""

from io import BytesIO

import pytest
from PIL import Image

from tests.support.hostile.asking import ask, asked
from tests.support.hostile.corpus import corpus, of_case
from tests.support.hostile.sample import good
from tests.support.images.cmyk_jpeg import patches, printed
from tests.support.images.image_files import apart, mean, photo

pytestmark = pytest.mark.filterwarnings("ignore:::PIL")
NUMBERS = range(1, 12)


def shown(name: str, query: str | None = None) -> Image.Image:
    """Return the picture that answers for a sample."""
    return Image.open(BytesIO(ask(corpus()[name], query).content))


@pytest.mark.parametrize("case", [pytest.param(f"b{n:02}", marks=pytest.mark.case(f"B{n:02}")) for n in NUMBERS])
def test_every_broken_picture_gets_the_answer_that_is_expected(case: str) -> None:
    for sample in of_case(case):
        asked(sample)


@pytest.mark.case("B01")
def test_all_kinds_are_cut_short_at_all_places() -> None:
    assert len(of_case("b01")) == 9 * len(good()) >= 9 * 16


@pytest.mark.case("B02")
def test_what_cannot_be_seen_to_be_cut_is_not_called_immutable() -> None:
    for sample in of_case("b02"):
        assert "immutable" not in ask(sample).headers["cache-control"]


@pytest.mark.case("B06", "B07")
def test_an_orientation_that_says_nothing_turns_nothing() -> None:
    for sample in [*of_case("b06"), *of_case("b07")]:
        width, height = Image.open(BytesIO(ask(sample, "w=40&fm=png").content)).size
        turned = any(word in sample.name for word in ("orientation-long", "twice"))
        assert (width, height) == ((30, 40) if turned else (40, 30)), sample.name


@pytest.mark.case("B08")
def test_a_profile_that_says_nothing_is_srgb() -> None:
    plain = photo((40, 30))
    for word in ("random", "signed", "head", "cut", "lab-on-rgb", "gray-on-rgb", "cmyk-on-rgb"):
        assert apart(shown(f"b08-{word}.png", "w=40&fm=png").convert("RGB"), plain) < 1, word


@pytest.mark.case("B09")
def test_deep_pictures_keep_their_brightness() -> None:
    expected = mean(photo((64, 48)).convert("L"))[0]
    for name in ("16-bit.png", "16-bit.tiff", "int32.tiff", "float.tiff"):
        found = mean(shown(f"b09-{name}", "w=64&fm=png").convert("L"))[0]
        assert found == pytest.approx(expected, abs=0.02 * 255), name


@pytest.mark.case("B10")
def test_inks_are_not_inverted() -> None:
    for sample in of_case("b10"):
        assert apart(shown(sample.name).convert("RGB"), printed(patches())) < 4, sample.name


@pytest.mark.case("B11")
def test_a_line_keeps_one_pixel() -> None:
    for sample in of_case("b11"):
        assert min(shown(sample.name).size) >= 1, sample.name
