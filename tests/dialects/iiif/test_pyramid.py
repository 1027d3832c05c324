"""Pyramid: the recipes are those of the addresses that viewers compute from info.json, and each stands once."""

import pytest

from handler.core.geometry import Size
from handler.dialects.iiif import information
from handler.dialects.iiif.edition import THREE, TWO, Edition, Manners
from handler.dialects.iiif.picture_request import read_picture
from handler.dialects.iiif.pyramid import pyramid_recipes
from tests.support.requests.iiif_checks import tile_addresses


@pytest.mark.parametrize("edition", [THREE, TWO])
@pytest.mark.parametrize("size", [(1500, 1000), (512, 512), (300, 200), (513, 4), (4000, 100)])
def test_every_tile_and_size_that_is_told_is_there(edition: Edition, size: tuple[int, int]) -> None:
    manners, older = Manners(edition, 3000), not edition.marked
    told = {"source": {"width": size[0], "height": size[1], "mode": "RGB"}}
    document = (information.two if older else information.three)(told, "", manners)
    made = [recipe.text() for recipe in pyramid_recipes("a.jpg", Size(*size), manners, "jpg")]
    for each in document["sizes"]:
        assert asked(f"full/{each['width']},{each['height']}/0/default.jpg", manners) in made
    assert {asked(tail, manners) for tail in tile_addresses(document, older=older)} <= set(made)
    assert {asked(tail, manners) for tail in tile_addresses(document)} <= set(made)
    assert len(set(made)) == len(made)


def asked(tail: str, manners: Manners) -> str:
    return read_picture(tuple(tail.split("/")), manners).recipe("a.jpg").text()


def test_a_small_picture_is_there_as_it_stands_too() -> None:
    for edition, size in ((THREE, "max"), (TWO, "full")):
        manners = Manners(edition, 3000)
        made = [recipe.text() for recipe in pyramid_recipes("a.jpg", Size(300, 200), manners, "png")]
        tail = tuple(f"full/{size}/0/default.png".split("/"))
        assert read_picture(tail, manners).recipe("a.jpg").text() in made
