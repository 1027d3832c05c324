"""Picture request: region, size and appearance as one recipe, what the size of the source says of it, and its Links.

The order is that of the text: region, size, mirror, turn, quality, format (section 4.6). Nothing of the recipe depends
on the size of the source, so its digest is known before; errors and the canonical address are, and come later.
"""

from collections.abc import Mapping
from typing import NamedTuple

from handler.core.geometry import Size
from handler.core.source import Stored
from handler.dialects.foreign.words import recipe_of
from handler.dialects.iiif.appearance import Appearance, read_appearance
from handler.dialects.iiif.edition import Manners
from handler.dialects.iiif.region import ImageRegion, read_region, written_box
from handler.dialects.iiif.size import FULL, MAX, UP, TargetSize, read_size
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.recipe import Recipe


class PictureRequest(NamedTuple):
    """What is asked for of a picture. uri: the base URI of its service; empty where only the recipe is wanted."""

    region: ImageRegion
    size: TargetSize
    appearance: Appearance
    manners: Manners
    uri: str = ""

    def recipe(self, key: str) -> Recipe:
        """Return the recipe for a stored picture."""
        source = Stored(key=key, frame=self.appearance.frame)
        return recipe_of(source, (*self._scaling(), *self.appearance.ops()), self.appearance.output(), "size")

    def links(self, source: Size) -> Mapping[str, str]:
        """Return the Links of the answer for a source of this size; ImageError where nothing can be made of it."""
        box = self.region.extracted(source)
        region, scaled = Size(*map(int, box.size)), source
        for op in self._scaling():
            scaled = op.size(scaled)
        self.size.judge(region, scaled, self.manners)
        canonical = f"{self.uri}/{written_box(box, source)}/{self._written(region, scaled)}/{self.appearance.text()}"
        return {"link": f'<{canonical}>;rel="canonical", {profile_link(self.manners)}'}

    def _scaling(self) -> tuple[Op, ...]:
        rect: tuple[Op, ...] = (self.region.rect,) if self.region.rect else ()
        return (*rect, *self.size.ops(self.manners, square=self.region.kind == "square"))

    def _written(self, region: Size, scaled: Size) -> str:
        """Return the canonical text of a size (3.0: section 4.8; 2.1: section 4.7)."""
        both, most = f"{scaled.width},{scaled.height}", self.manners.most
        if not self.manners.edition.marked:
            keeps = Resize(w=scaled.width, fit="clip").size(region) == scaled
            return FULL if scaled == region else f"{scaled.width}," if keeps else both
        if scaled == Resize(w=most, h=most, fit="max").size(region):
            return MAX
        if scaled == Resize(w=most, h=most, fit="clip").size(region) and not self.manners.validator:
            return f"{UP}{MAX}"
        return f"{UP}{both}" if scaled.width > region.width or scaled.height > region.height else both


def read_picture(parameters: tuple[str, ...], manners: Manners, uri: str = "") -> PictureRequest:
    """Read the four parameters of an address; InvalidParameter names the one that is wrong."""
    region, size, rotation, last = parameters
    appearance = read_appearance(rotation, last)
    return PictureRequest(read_region(region), read_size(size, manners), appearance, manners, uri)


def profile_link(manners: Manners) -> str:
    """Return the Link that tells the level of compliance (section 6)."""
    return f'<{manners.edition.profile}>;rel="profile"'
