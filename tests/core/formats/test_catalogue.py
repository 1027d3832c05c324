"""The table of formats, and which of the candidates a picture gets."""

import platform
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.codecs.decoder import HELD
from handler.core.formats.catalogue import FORMATS, Subject, choose
from handler.core.formats.costs import COSTS
from handler.core.output import FormatName, Output
from handler.rendering import identity
from handler.rendering.identity import engine
from tests.support.images.image_files import decoded, encoded, film, opened, photo


def test_every_format_that_can_be_asked_for_has_its_row() -> None:
    assert tuple(FORMATS) == get_args(FormatName)
    assert all(name == row.name for name, row in FORMATS.items())


@pytest.mark.parametrize("name", FORMATS)
def test_the_table_says_truly_what_a_format_can_carry(name: FormatName) -> None:
    row = FORMATS[name]
    half = Image.new("RGBA", (16, 16), (200, 30, 30, 0))
    half.paste((10, 200, 30, 255), (0, 0, 8, 16))
    assert (decoded(encoded(half, name)).first.mode == "RGBA") is row.alpha
    assert (len(decoded(encoded(film(3), name), moving=True).images) == 3) is row.animation
    if row.quality:
        assert len({len(encoded(photo(), name, quality=quality)) for quality in (30, 90)}) == 2
    else:
        with pytest.raises(ValueError, match="q says nothing of fm="):
            Output(formats=(name,), quality=30)


@pytest.mark.parametrize("name", FORMATS)
def test_costs_are_told_for_what_is_asked(name: FormatName) -> None:
    cost, row = COSTS[name], FORMATS[name]
    plain = cost.encoding(Output(formats=(name,)))
    assert plain == cost.encode > 0
    assert cost.decode > 0
    if "lossless" in row.can:
        assert cost.encoding(Output(formats=(name,), lossless=True)) in {cost.lossless, plain}
    if "colors" in row.can:
        assert cost.encoding(Output(formats=(name,), colors=9)) in {cost.palette, plain}
    if row.quality:
        assert cost.encoding(Output(formats=(name,), quality=90)) == cost.fine
        assert (cost.fine or 0) > cost.encoding(Output(formats=(name,), quality=89)) == plain
    assert (cost.encoding(Output(formats=(name,)), alpha=True) > plain) is (cost.alpha > 0)
    assert cost.encoding(Output(formats=(name,)), flat=True) == (cost.flat or plain)


def test_what_costs_more_is_told_to_cost_more() -> None:
    for name in ("gif", "png", "webp", "avif"):
        costs = []
        for images in (film(1), film(2)):
            with opened(encoded(images, name)) as picture:
                costs.append(picture.cost(picture.size))
        assert costs[1][0] > costs[0][0] > 0
        assert costs[1][1] >= costs[0][1] > 0


def test_what_a_reader_keeps_beside_the_frame_is_counted() -> None:
    """The picture as it was stored, where the frame is a converted or turned copy; a JPEG's reader keeps nothing."""
    side = 40

    def held(mode: str, name: FormatName) -> int:
        file = BytesIO()
        Image.new(mode, (side, side)).save(file, {"jpg": "JPEG"}.get(name, name))
        with opened(file.getvalue()) as picture:
            return picture.held - HELD[name] * picture.bytes

    assert held("RGB", "png") == held("L", "png") == held("RGB", "jpg") == held("CMYK", "jpg") == 0
    assert held("LA", "png") == held("P", "png") == held("RGBA", "png") == 4 * side**2


CHOICES = [
    # candidates, source, alpha, moving, chosen
    (("webp",), "jpg", False, False, "webp"),
    (("source",), "jpg", False, False, "jpg"),
    (("source",), "jpg", True, False, "png"),
    (("source",), "png", False, False, "png"),
    (("source",), "gif", True, True, "gif"),
    (("source",), "webp", True, True, "webp"),
    (("source",), "avif", False, False, "avif"),
    (("source",), "tiff", False, False, "jpg"),
    (("source",), "tiff", True, False, "png"),
    (("source",), None, False, False, "png"),
    (("source",), None, True, False, "png"),
    (("avif", "webp", "source"), "jpg", True, False, "avif"),
    (("jpg", "webp"), "png", True, False, "webp"),
    (("jpg", "png"), "gif", False, True, "png"),
    (("jpg", "pjpg"), "gif", True, True, "pjpg"),
    (("tiff", "gif"), "gif", False, True, "gif"),
    (("jpg",), "png", True, False, "jpg"),
]


@pytest.mark.parametrize(("formats", "source", "alpha", "moving", "chosen"), CHOICES)
def test_the_first_that_can_carry_the_picture_is_chosen_or_else_the_last(
    *, formats: tuple[Any, ...], source: FormatName | None, alpha: bool, moving: bool, chosen: FormatName
) -> None:
    assert choose(Output(formats=formats), Subject(source, alpha=alpha, moving=moving, area=1_000_000)) == chosen


@pytest.mark.parametrize(("source", "alpha", "moving"), list(product([*FORMATS, None], [False, True], [False, True])))
def test_a_source_is_never_carried_worse_than_it_need_be(
    *, source: FormatName | None, alpha: bool, moving: bool
) -> None:
    row = FORMATS[choose(Output(), Subject(source, alpha=alpha, moving=moving))]
    assert row.alpha or not alpha
    assert row.name != "tiff"


NEGOTIATED = (("source",), ("classic",), ("webp", "source"), ("webp", "classic"), ("avif", "webp", "source"))
"""What Accept comes to."""

SUBJECTS = [
    Subject(source, alpha=alpha, moving=moving, area=1_000_000)
    for source, alpha, moving in product([*FORMATS, None], [False, True], [False, True])
]


@pytest.mark.parametrize("asked", [{"lossless": True}, {"colors": 8}, {"lossless": True, "colors": 8}])
@pytest.mark.parametrize("formats", NEGOTIATED)
def test_what_is_asked_can_be_had_whatever_is_negotiated(formats: tuple[Any, ...], asked: dict[str, Any]) -> None:
    for subject in SUBJECTS:
        chosen = FORMATS[choose(Output(**asked).model_copy(update={"formats": formats}), subject)]
        assert set(asked) <= chosen.can, (subject, chosen)
        assert chosen.animation >= subject.moving


@pytest.mark.parametrize(("asked", "parameter"), [({"lossless": True}, "lossless"), ({"colors": 8}, "colors")])
def test_what_no_format_that_is_named_can_do_is_refused(asked: dict[str, Any], parameter: str) -> None:
    unable: tuple[tuple[FormatName, ...], ...] = (("jpg",), ("avif", "jpg"))
    for names in unable:
        with pytest.raises(ValidationError, match=parameter):
            Output(formats=names, **asked)
    assert choose(Output(formats=("avif", "png"), **asked), SUBJECTS[0]) == "png"


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda it: f"{it.source}-{it.alpha:d}-{it.moving:d}")
def test_whether_a_picture_can_be_had_never_depends_on_accept(subject: Subject) -> None:
    """Whichever formats fit, in every one of their combinations: either something that fits is chosen for all, or for
    none."""
    for several in range(2 ** len(FORMATS)):
        fitting = {name for number, name in enumerate(FORMATS) if several >> number & 1}
        given = replace(subject, fits=fitting.__contains__)
        had = {choose(Output(formats=names), given) in fitting for names in NEGOTIATED}  # type: ignore[arg-type]
        assert len(had) == 1, fitting


@pytest.mark.parametrize("formats", NEGOTIATED)
def test_what_does_not_fit_is_passed_over_for_what_does(formats: tuple[Any, ...]) -> None:
    for fitting in ({"jpg"}, {"jpg", "png", "gif"}, {"jpg", "webp"}):
        chosen = choose(Output(formats=formats), Subject("jpg", area=1_000_000, fits=fitting.__contains__))
        assert chosen == ("webp" if {"webp"} <= fitting & set(formats) else "jpg")


def test_the_engine_names_everything_that_decides_over_bytes() -> None:
    text = engine()
    assert engine() is text
    for part in ("tintype-", "pillow-", platform.machine()):
        assert part in text
    assert "\n" not in text


def test_codecs_are_told_apart_by_the_hashes_of_a_wheel_or_by_their_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "__file__", str(tmp_path / "PIL" / "Image.py"))
    (tmp_path / "PIL").mkdir()
    text = identity._libraries()
    for part in ("jpeg-", "webp-", "avif-", "aom-", "zlib-", "lcms-", "tiff-"):
        assert part in text
    assert "None" not in text
    (tmp_path / "pillow.libs").mkdir()
    seen = {text}
    for name in ("libwebp-51b0b3f7.so.7.2.0", "libavif-c6062d5f.so.16.4.2"):
        (tmp_path / "pillow.libs" / name).touch()
        seen.add(identity._libraries())
    assert len(seen) == 3
