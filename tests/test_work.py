"""Work: what is estimated is complete, comes in the right order, is from above, and says what would make it less."""

import io
import sys
from contextlib import AbstractContextManager
from typing import BinaryIO, cast

import pytest
from PIL import Image

from benchmarks import op_costs, values
from handler.blob import blob_of
from handler.codecs import FORMATS, Picture, probe
from handler.codecs.costs import COSTS
from handler.dialects import native
from handler.dialects.words import vocabulary
from handler.errors import TooLarge
from handler.generators import GENERATORS
from handler.geometry import Size
from handler.limits import Limits
from handler.ops import CATALOGUE
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.output import FormatName, Output
from handler.plan import Plan, plan
from handler.settings import INPUTS

SIDE = 300
PROMISED = (
    *(("JPEG", (6000, 4000), f"w=1600&fm={form}") for form in ("jpg", "pjpg", "png", "webp", "avif", "gif")),
    ("JPEG", (6000, 4000), "w=1600&fm=webp&q=90"),
    ("JPEG", (4000, 3000), "w=800&blur=20&sharp=50&sat=20&fm=avif"),
    ("JPEG", (4000, 3000), "w=800&h=800&fit=crop&crop=entropy&mask=ellipse&fm=webp"),
    ("PNG", (4000, 3000), "w=800&blur=20&fm=webp"),
    ("WEBP", (3000, 2000), "w=1200&rot=5&fm=jpg"),
    ("AVIF", (2000, 1500), "w=1000&fm=webp"),
)
"""Ordinary requests: what is stored, its size, and what is asked."""


def noise(mode: str = "RGB", side: int = SIDE) -> Image.Image:
    return Image.merge(mode, [Image.effect_noise((side, side), 64) for _ in mode])


def header(kind: str, size: tuple[int, int]) -> bytes:
    """Return a file of this size, quickly made."""
    file = io.BytesIO()
    fast = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0}, "AVIF": {"speed": 10}}.get(kind, {})
    Image.new("RGB", size, "teal").save(file, kind, **fast)
    return file.getvalue()


def probed(data: bytes, frame: int | None = None) -> AbstractContextManager[Picture]:
    return probe(cast("BinaryIO", blob_of(data, "1")), accepted=INPUTS, bounds=Limits(), frame=frame)


def planned(data: bytes, query: str) -> Plan:
    recipe = native.parse(query, "x").recipe
    with probed(data, frame=recipe.source.frame) as picture:
        return plan(recipe, picture, Limits().work)


def test_every_operation_and_every_format_has_a_cost() -> None:
    assert tuple(COSTS) == tuple(FORMATS)
    for row in COSTS.values():
        assert row.decode > 0
        assert row.encode > 0
    for kind in (*CATALOGUE, *GENERATORS):
        assert "cost" in vars(kind), kind


def test_every_operation_is_measured_by_the_benchmark() -> None:
    assert {case["op"] for case in op_costs.WORST} == {kind.model_fields["op"].default for kind in CATALOGUE}


def test_the_search_for_the_worst_url_knows_every_parameter_and_generator() -> None:
    assert set(values.VALUES) | values.UNMEASURED == set(vocabulary())
    assert set(values.MADE) == {kind.model_fields["generate"].default for kind in GENERATORS}


def test_what_takes_longer_is_estimated_to_take_longer() -> None:
    def cost(name: FormatName, **asked: object) -> float:
        return COSTS[name].encoding(Output.model_validate({"formats": (name,), **asked}))

    assert cost("jpg") < cost("pjpg") < cost("webp") < cost("avif") < cost("avif", quality=95)
    assert cost("webp", lossless=True) < cost("webp") < cost("webp", quality=100)
    data = header("JPEG", (3000, 2000))
    ranked = ["w=300", "w=900", "w=1800", "w=1800&sharp=50", "w=1800&sharp=50&rot=1"]
    works = [planned(data, f"{query}&fm=jpg").work for query in ranked]
    assert works == sorted(works)
    assert len(set(works)) == len(works)


def test_more_bytes_for_the_same_pixels_are_more_work() -> None:
    plain, busy = io.BytesIO(), io.BytesIO()
    noise(side=600).save(plain, "AVIF", quality=20, speed=10)
    noise(side=600).save(busy, "AVIF", quality=95, speed=10)
    assert planned(busy.getvalue(), "w=10").work > 1.5 * planned(plain.getvalue(), "w=10").work


def test_a_ratio_is_of_the_source_and_not_of_its_reduction() -> None:
    data = header("JPEG", (6000, 4000))
    assert planned(data, "w=0.2&sharp=50&fm=jpg").work == pytest.approx(
        planned(data, "w=1200&sharp=50&fm=jpg").work, rel=0.05
    )


def test_a_thin_picture_that_is_made_wide_is_work_though_its_pixels_are_few() -> None:
    assert Resize(w=4096, h=4096, fit="scale").work(Size(8, 16_000)) > 2 * Resize(w=4096, h=4096, fit="scale").work(
        Size(400, 400)
    )
    assert Rotate(angle=1.0).work(Size(1000, 1000)) > Rotate(angle=90.0).work(Size(1000, 1000))


@pytest.mark.parametrize(("kind", "size", "query"), PROMISED)
def test_ordinary_requests_stay_well_within_the_limit(kind: str, size: tuple[int, int], query: str) -> None:
    Limits().check(planned(header(kind, size), query))


def film(frames: int, side: int) -> bytes:
    file = io.BytesIO()
    images = [Image.new("P", (side, side), at) for at in range(frames)]
    images[0].save(file, "GIF", save_all=True, append_images=images[1:], optimize=False)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "query", "parameter", "instead"),
    [
        (film(60, 500), "blur=3&fm=webp", "frame", "&frame=0"),
        (header("PNG", (2500, 2000)), "fm=avif", "fm", None),
        (header("JPEG", (3000, 3000)), "rot=1&blur=9&usm=50&sharp=50&mask=ellipse&fm=jpg", "w", "&w=500"),
    ],
)
def test_past_the_limit_the_answer_names_what_would_make_it_fit(
    data: bytes, query: str, parameter: str, instead: str | None
) -> None:
    with pytest.raises(TooLarge) as caught:
        Limits().check(planned(data, query))
    facts = caught.value.facts
    assert (facts["limit"], facts["parameter"]) == ("work", parameter)
    assert float(facts["actual"]) > float(facts["max"]) == Limits().work
    word = caught.value.detail.partition("fm=")[2].partition(" ")[0]
    better = query.replace("fm=avif", f"fm={word}") if instead is None else query + instead
    Limits().check(planned(data, better))


def test_the_benchmarks_can_be_imported() -> None:
    from benchmarks import work, worst_url

    assert set(work.SECTIONS) == {"decoding", "operations", "colours", "drawing", "encoding"}
    assert worst_url.row(worst_url.Found(1.0, 2.0, worst_url.Query("/images/x", (("w", "9"),)))).endswith(
        "/images/x?w=9"
    )
    assert "benchmarks.subjects" in sys.modules
