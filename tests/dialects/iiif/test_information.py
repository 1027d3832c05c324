"""Information: the documents of both editions, and that every tile and size they list is one that is served."""

from typing import Any

import pytest

from handler.core.geometry import Size
from handler.dialects.iiif.edition import THREE, TWO, Manners
from handler.dialects.iiif.information import scale_factors, sizes, three, tile_side, tiles, two

MANNERS = Manners(THREE, 3000)
URI = "https://img.example.com/iiif/3/a.jpg"


def told(width: int = 6000, height: int = 4000, **more: object) -> dict[str, Any]:
    return {"source": {"width": width, "height": height, "mode": "RGB", **more}}


def test_the_document_of_the_newer_edition() -> None:
    assert three(told(), URI, MANNERS) == {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": URI,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": 6000,
        "height": 4000,
        "maxWidth": 3000,
        "maxHeight": 3000,
        "maxArea": 9_000_000,
        "sizes": [{"width": 12 * part, "height": 8 * part} for part in (31.25, 62.5, 125, 250)],
        "tiles": [{"width": 512, "scaleFactors": [1, 2, 4, 8, 16]}],
        "preferredFormats": ["jpg", "webp"],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFormats": ["webp", "gif", "tif", "jp2", "pdf", "avif"],
        "extraFeatures": [
            *("canonicalLinkHeader", "mirroring", "profileLinkHeader", "rotationArbitrary", "sizeUpscaling"),
        ],
    }


def test_the_document_of_the_older_edition() -> None:
    document = two(told(300, 200), URI, Manners(TWO, 3000))
    assert document["@id"] == URI
    assert document["profile"] == [
        "http://iiif.io/api/image/2/level2.json",
        {
            "formats": ["webp", "gif", "tif", "jp2", "pdf", "avif"],
            "qualities": ["color", "gray"],
            "supports": [
                *("canonicalLinkHeader", "mirroring", "profileLinkHeader"),
                *("regionSquare", "rotationArbitrary", "sizeAboveFull"),
            ],
            "maxWidth": 3000,
            "maxHeight": 3000,
            "maxArea": 9_000_000,
        },
    ]
    assert document["sizes"] == [{"width": 300, "height": 200}]


def test_where_nothing_is_enlarged_that_is_not_told() -> None:
    off = MANNERS._replace(upscales=False)
    assert "sizeUpscaling" not in three(told(), URI, off)["extraFeatures"]
    assert "sizeAboveFull" not in two(told(), URI, off._replace(edition=TWO))["profile"][1]["supports"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16", "F"])
def test_a_gray_picture_has_no_quality_of_colour(mode: str) -> None:
    assert three(told(mode=mode), URI, MANNERS)["extraQualities"] == ["gray", "bitonal"]
    assert two(told(mode=mode), URI, MANNERS)["profile"][1]["qualities"] == ["gray"]


def test_formats_that_keep_transparency_are_preferred_where_there_is_some() -> None:
    document = three(told(alpha=True), URI, MANNERS)
    assert document["preferredFormats"] == ["webp", "png"]
    assert set(document["preferredFormats"]) <= {"jpg", "png", *document["extraFormats"]}


def test_what_stands_beside_the_object_is_told_too() -> None:
    beside = {"rights": "http://creativecommons.org/licenses/by/4.0/"}
    assert three({**told(), "beside": beside}, URI, MANNERS)["rights"] == beside["rights"]
    assert two({**told(), "beside": beside}, URI, MANNERS)["license"] == beside["rights"]


def test_scales_end_with_one_tile_or_one_pixel() -> None:
    assert scale_factors(Size(512, 512), 512) == [1]
    assert scale_factors(Size(513, 512), 512) == [1, 2]
    assert scale_factors(Size(12_000, 8_400), 512) == [1, 2, 4, 8, 16, 32]
    assert scale_factors(Size(30_000, 3), 512) == [1, 2]
    assert scale_factors(Size(30_000, 1), 512) == [1]


def test_no_size_is_listed_that_is_larger_than_what_is_told_as_the_largest() -> None:
    assert sizes(Size(4000, 100), MANNERS) == [
        {"width": 500, "height": 13},
        {"width": 1000, "height": 25},
        {"width": 2000, "height": 50},
    ]
    small = MANNERS._replace(most=300)
    assert tile_side(small) == 300
    assert tiles(Size(500, 500), small) == [{"width": 300, "scaleFactors": [1, 2]}]
    assert sizes(Size(500, 500), small) == [{"width": 250, "height": 250}]
