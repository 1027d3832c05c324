"""Portraits: faces of a stored picture are told in its own pixels, whatever it was reduced to."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handler import codecs
from handler.analysis.faces import POINTS
from handler.core.limits import Limits
from handler.errors import TooLarge
from handler.rendering.portraits import faces_told
from tests.support.processes.fresh_python import printed

SAMPLES = Path(__file__).parent.parent.parent / "samples"
ACCEPTED = frozenset({"jpg", "png"})


def enlarged(times: int, form: str) -> BytesIO:
    with Image.open(SAMPLES / "astronaut.jpg") as image:
        large = image.resize((times * image.width, times * image.height))
    file = BytesIO()
    large.save(file, form)
    return file


@pytest.mark.parametrize(("times", "form"), [(1, "JPEG"), (4, "JPEG"), (3, "PNG")])
def test_boxes_and_points_are_in_pixels_of_the_source(times: int, form: str) -> None:
    with codecs.probe(enlarged(times, form), accepted=ACCEPTED, bounds=Limits()) as picture:
        told = faces_told(picture, Limits())
    [face] = told["found"]
    near = 12 * times
    assert abs(face["box"]["left"] - 178 * times) < near
    assert abs(face["box"]["width"] - 92 * times) < near
    assert list(face["points"]) == list(POINTS)
    assert abs(face["points"]["right_eye"][0] - 203 * times) < near
    assert told["exact"] is (times == 1)


def test_what_it_takes_is_judged_before_a_pixel_is_decoded() -> None:
    broken = enlarged(1, "PNG").getvalue()[:-2000]
    with codecs.probe(BytesIO(broken), accepted=ACCEPTED, bounds=Limits()) as picture:
        with pytest.raises(TooLarge, match="MB of memory"):
            faces_told(picture, Limits(memory=20))
        with pytest.raises(TooLarge, match="of work"):
            faces_told(picture, Limits(work=0.1))


def test_without_the_extra_it_is_refused_by_name() -> None:
    program = """
import sys
sys.modules["numpy"] = None
from handler.core.limits import Limits
from handler.errors import InvalidParameter
from handler.rendering.portraits import faces_told
try:
    faces_told(None, Limits())
except InvalidParameter as error:
    print(error.facts["parameter"], "tintype[faces]" in error.detail)
"""
    assert printed(program) == "faces True"
