"""Candidates: what a srcset offers, all of it on the ladder of a stack with its defaults; layouts."""

import pytest

from handler.client.candidates import CROPPING, DENSITIES, EXACT, WIDTHS, PageSize, page_size, srcset_candidates
from handler.client.query_text import query
from handler.config.settings import QUALITIES, RATIOS
from handler.config.settings import WIDTHS as LISTED
from handler.core.geometry import Size
from handler.dialects.native.query_form import parse
from handler.dialects.native.spellings import IMPLIED
from handler.recipe import Recipe
from handler.web.access.width_ladder import Ladder

LADDER = Ladder(LISTED, RATIOS, QUALITIES)


def recipe(said: dict[str, str]) -> Recipe:
    return parse(query(said).removeprefix("?"), "a.jpg").recipe


@pytest.mark.parametrize("ratio", RATIOS)
def test_strangers_may_have_every_usual_candidate(ratio: str) -> None:
    across, down = ratio.split(":")
    box = {"w": f"{across}00", "h": f"{down}00", "fit": "crop"}
    fixed = {"w": "300", "h": str(round(300 * int(down) / int(across))), "fit": "crop"}
    asked: list[dict[str, str]] = [{}, {"ar": ratio}, box, {"fm": "avif"}]
    said = [each.said for one in asked for each in srcset_candidates(one, WIDTHS, DENSITIES, WIDTHS)]
    said += [each.said for each in srcset_candidates(fixed, None, DENSITIES, WIDTHS)]
    assert len(said) == len(asked) * len(WIDTHS) + len(DENSITIES)
    assert [each for each in said if LADDER.fault(recipe(each))] == []


def test_what_crops_by_itself_is_what_the_service_says() -> None:
    assert set(CROPPING) == {name for name, (word, _) in IMPLIED.items() if word in {"fit", "crop"}} - {"facepad"}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, PageSize(None, None)),
        ({"w": "300"}, PageSize(300, None)),
        ({"w": "300", "h": "200"}, PageSize(300, None)),  # fit=max: the picture has its own ratio
        ({"w": "300", "h": "200", "fit": "crop"}, PageSize(300, 200)),
        ({"w": "300", "h": "200", "crop": "faces"}, PageSize(300, 200)),
        ({"w": "300", "ar": "3:2"}, PageSize(300, 200)),
        ({"w": "300", "ar": "3:0"}, PageSize(300, None)),
        ({"w": "300", "ar": "wide"}, PageSize(300, None)),
        ({"w": "300", "ar": "3:2", "fit": "max"}, PageSize(300, None)),
        ({"h": "200", "fit": "crop"}, PageSize(None, 200)),
    ],
)
def test_a_page_lays_out_what_is_known(said: dict[str, str], shown: PageSize) -> None:
    assert page_size(said) == shown


@pytest.mark.parametrize("fit", sorted(EXACT - {"facearea"}))
def test_an_exact_fit_has_the_size_that_is_asked_for(fit: str) -> None:
    (resize,) = recipe({"w": "300", "h": "300", "fit": fit}).ops
    assert {resize.size(size) for size in (Size(600, 400), Size(20, 30))} == {(300, 300)}


@pytest.mark.parametrize(
    ("said", "widths", "fault"),
    [
        ({"w": "300"}, (320,), "a list of widths goes with w and h together, or with ar, or with neither"),
        ({"h": "300"}, (320,), "a list of widths goes with w and h together, or with ar, or with neither"),
        ({"w": "300", "dpr": "2"}, None, r"a srcset is of several densities, dprs=\(1, 2\), and dpr is of one"),
        ({"w": "0.5"}, None, "w=0.5 is no number of pixels, of which a srcset is made"),
    ],
)
def test_what_makes_no_srcset_is_an_error(said: dict[str, str], widths: tuple[int, ...] | None, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        list(srcset_candidates(said, widths, DENSITIES, WIDTHS))
