"""Information: info.json, which tells a viewer the size of a picture and what may be asked of it (section 5)."""

from collections.abc import Mapping
from typing import Any

from handler.core.formats.catalogue import WRITTEN
from handler.core.geometry import Size
from handler.dialects.iiif import beside
from handler.dialects.iiif.appearance import SUFFIXES
from handler.dialects.iiif.edition import Manners

PROTOCOL = "http://iiif.io/api/image"
TILE = 512
"""Pixels: the side of a tile."""

OF_LEVEL_2 = frozenset({"jpg", "png"})
GRAY_MODES = ("1", "L", "I", "F")
"""How the modes of pictures without colour begin."""

FEATURES = ("canonicalLinkHeader", "mirroring", "profileLinkHeader", "rotationArbitrary")
"""What both editions call what is offered beyond level 2."""


def three(told: Mapping[str, Any], uri: str, manners: Manners) -> dict[str, Any]:
    """Return the document of 3.0. told: facts of the source, and the metadata beside it."""
    size, gray = _size(told), _is_gray(told)
    return {
        "@context": manners.edition.context,
        "id": uri,
        "type": "ImageService3",
        "protocol": PROTOCOL,
        "profile": "level2",
        **size._asdict(),
        **largest(manners),
        "sizes": sizes(size, manners),
        "tiles": tiles(size, manners),
        "preferredFormats": ["webp", "png"] if told["source"].get("alpha") else ["jpg", "webp"],
        "extraQualities": [*([] if gray else ["color"]), "gray", "bitonal"],
        "extraFormats": formats(),
        "extraFeatures": sorted([*FEATURES, *(["sizeUpscaling"] if manners.upscales else [])]),
        **beside.of_three(told.get("beside", {})),
    }


def two(told: Mapping[str, Any], uri: str, manners: Manners) -> dict[str, Any]:
    """Return the document of 2.1."""
    size, gray = _size(told), _is_gray(told)
    supported = {
        "formats": formats(),
        "qualities": [*([] if gray else ["color"]), "gray"],
        "supports": sorted([*FEATURES, "regionSquare", *(["sizeAboveFull"] if manners.upscales else [])]),
        **largest(manners),
    }
    return {
        "@context": manners.edition.context,
        "@id": uri,
        "@type": "iiif:Image",
        "protocol": PROTOCOL,
        **size._asdict(),
        "sizes": sizes(size, manners),
        "tiles": tiles(size, manners),
        "profile": [manners.edition.profile, supported],
        **beside.of_two(told.get("beside", {})),
    }


def largest(manners: Manners) -> dict[str, int]:
    """Return how large a result may be."""
    return {"maxWidth": manners.most, "maxHeight": manners.most, "maxArea": manners.most**2}


def formats() -> list[str]:
    """Return the formats beyond those of level 2."""
    return [suffix for suffix, name in SUFFIXES.items() if name in WRITTEN and suffix not in OF_LEVEL_2]


def scale_factors(size: Size, side: int) -> list[int]:
    """Return by what a picture is divided, until all of it is one tile, or a side of it one pixel."""
    factors = [1]
    while factors[-1] * side < max(size) and factors[-1] * 2 <= min(size):
        factors.append(factors[-1] * 2)
    return factors


def tile_side(manners: Manners) -> int:
    """Return the side of a tile, pixels."""
    return min(TILE, manners.most)


def tiles(size: Size, manners: Manners) -> list[dict[str, Any]]:
    """Return the one kind of tile that there is."""
    side = tile_side(manners)
    return [{"width": side, "scaleFactors": scale_factors(size, side)}]


def sizes(size: Size, manners: Manners) -> list[dict[str, int]]:
    """Return the whole picture at each scale at which it may be asked for, the smallest first."""
    scaled = (
        Size(-(-size.width // factor), -(-size.height // factor))
        for factor in reversed(scale_factors(size, tile_side(manners)))
    )
    return [each._asdict() for each in scaled if max(each) <= manners.most]


def _size(told: Mapping[str, Any]) -> Size:
    return Size(told["source"]["width"], told["source"]["height"])


def _is_gray(told: Mapping[str, Any]) -> bool:
    return str(told["source"].get("mode", "")).startswith(GRAY_MODES)
