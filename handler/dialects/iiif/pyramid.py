"""Pyramid: the addresses of every tile and size that info.json tells, as viewers write them, so that all can be made.

The tiles are those of the implementation notes of 3.0 (section 3). 2.1 asks for `w,` where 3.0 asks for `w,h`, but not
in every viewer: the Universal Viewer asks for `w,h` of both. These two are one recipe, so it is made once.
"""

from collections.abc import Iterator

from handler.core.geometry import Size
from handler.dialects.iiif.appearance import suffix_of
from handler.dialects.iiif.edition import Manners
from handler.dialects.iiif.information import scale_factors, sizes, tile_side
from handler.dialects.iiif.picture_request import read_picture
from handler.recipe import Recipe

FULL = "full"


def pyramid_recipes(key: str, size: Size, manners: Manners, suffix: str) -> Iterator[Recipe]:
    """Give the recipe of each tile and size of a picture, as requests for them have it. suffix: IIIF's word."""
    last = ("0", f"default.{suffix}")
    for region, scaled in dict.fromkeys([*_wholes(size, manners), *_tiles(size, manners)]):
        yield read_picture((region, scaled, *last), manners).recipe(key)


def pyramid_fault(recipe: Recipe) -> str | None:
    """Return what is wrong with a recipe that is to say the format of tiles; None where it does, and nothing else."""
    if not recipe.ops and suffix_of(recipe.output):
        return None
    return "a pyramid has a query with fm alone, as fm=jpg, in a format that IIIF has"


def _wholes(size: Size, manners: Manners) -> Iterator[tuple[str, str]]:
    """Give the whole picture in each size, spelled both ways, and as it stands where it is no larger than a tile."""
    for each in sizes(size, manners):
        for scaled in _spelled(Size(**each), manners):
            yield FULL, scaled
            if max(each.values()) <= tile_side(manners):
                yield f"0,0,{size.width},{size.height}", scaled
    if max(size) <= tile_side(manners):
        yield FULL, "max" if manners.edition.marked else FULL


def _tiles(size: Size, manners: Manners) -> Iterator[tuple[str, str]]:
    side = tile_side(manners)
    for factor in scale_factors(size, side):
        step = side * factor
        for left in range(0, size.width, step):
            for top in range(0, size.height, step):
                region = Size(min(step, size.width - left), min(step, size.height - top))
                if region != size:
                    scaled = Size(-(-region.width // factor), -(-region.height // factor))
                    for spelled in _spelled(scaled, manners):
                        yield f"{left},{top},{region.width},{region.height}", spelled


def _spelled(size: Size, manners: Manners) -> tuple[str, ...]:
    both = f"{size.width},{size.height}"
    return (both,) if manners.edition.marked else (f"{size.width},", both)
