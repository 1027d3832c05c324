"""Size: what the region is scaled to: max, w, ,h pct:n w,h !w,h, with a ^ where it may be enlarged (section 4.2).

1. An op never needs the size of the picture. So what the text makes an error (a picture that would be enlarged without
   a ^, a result past what is told as the largest) is judged later, when the header has been read.
2. Of 2.1 there is no ^: w, ,h w,h and pct:n enlarge. `!w,h` does not, which its text leaves to the service.
3. The sizes of a square region are those of a square: `square/300,` is a crop to 300 x 300.
"""

from typing import Literal, NamedTuple

from handler.core.geometry import MAX_SIDE, Size
from handler.dialects.iiif.edition import Manners
from handler.dialects.iiif.numbers import part_of, whole_of, wrong_number
from handler.errors import InvalidParameter, NotOffered
from handler.ops._fits import Fit
from handler.ops.op import Op
from handler.ops.resize import Resize

WORD = "size"
MAX, FULL, PERCENT, UP, INSIDE = "max", "full", "pct:", "^", "!"
LEAST = 0.5
"""Pixels: less than so many are none when they are rounded."""

SQUARE = Resize(ar=(1.0, 1.0), fit="crop")
"""The largest square in the middle of a picture."""

LARGEST_PART = 100.0
"""How many times its size a picture is enlarged at most; past the longest side of a result long before."""

FORMS = {
    True: "max, w, ,h pct:n w,h or !w,h, each with a ^ before it to enlarge",
    False: "full, max, w, ,h pct:n w,h or !w,h",
}
"""What a size may be, by whether a ^ is known."""


class TargetSize(NamedTuple):
    """What a region is scaled to. up: whether it may be enlarged. part: of the region's sides, for the form `part`.

    The form `full` is not scaled, whatever is told as the largest; sides are None where they follow from the other.
    """

    form: Literal["max", "full", "part", "sides", "inside"]
    up: bool = False
    width: int | None = None
    height: int | None = None
    part: float = 1.0
    text: str = ""

    def ops(self, manners: Manners, *, square: bool) -> tuple[Op, ...]:
        """Return the operations that scale to it. square: whether the region is, whose cut is then among them."""
        cut: tuple[Op, ...] = (SQUARE,) if square else ()
        if self.form == "full" or (self.form == "part" and self.part == 1):
            return cut
        if self.form == "part":
            # Not validated: a parameter's ratio is at most 1, and this may enlarge.
            return (*cut, Resize.model_construct(w=self.part, h=self.part, fit="scale"))
        if self.form in {"max", "inside"}:
            return (self._inside(manners, square=square),)
        width, height = self.width, self.height
        if square and (width is None or height is None or width == height):
            return (Resize(w=width or height, h=height or width, fit="crop"),)
        free: Fit = "clip" if self.up else "max"
        return (*cut, Resize(w=width, h=height, fit=free if width is None or height is None else "scale"))

    def _inside(self, manners: Manners, *, square: bool) -> Resize:
        """Return the resize to what fits into a box, no larger than any result may be."""
        width, height = (min(side or manners.most, manners.most) for side in (self.width, self.height))
        up = self.up and not (manners.validator and self.form == "max")
        if square:
            side = min(width, height)
            return Resize(w=side, h=side, fit="crop" if up else "min")
        return Resize(w=width, h=height, fit="clip" if up else "max")

    def judge(self, region: Size, scaled: Size, manners: Manners) -> None:
        """Return if a region of this size may be scaled to it; InvalidParameter or NotOffered where it may not."""
        grows = scaled.width > region.width or scaled.height > region.height
        if not self.up and self._larger(region, manners):
            raise self._wrong(f"this enlarges a region of {_by(region)} pixels; a ^ before it allows that")
        if grows and not manners.upscales:
            raise NotOffered(f"size={self.text}: nothing is enlarged here, and the region has {_by(region)} pixels")
        if max(scaled) > manners.most and self.form != "full":
            raise self._wrong(f"a result of {_by(scaled)} pixels; {manners.most} is the longest side, max is the most")
        if self.form != "max" and min(self._sides(region)) < LEAST:
            raise self._wrong(f"less than a pixel would be left of a region of {_by(region)} pixels")

    def _sides(self, region: Size) -> tuple[float, float]:
        """Return the sides before they are rounded."""
        across, down = (self.width or 0) / region.width, (self.height or 0) / region.height
        if self.form == "sides":
            return (across or down) * region.width, (down or across) * region.height
        scale = min(across, down) if self.form == "inside" else self.part
        return scale * region.width, scale * region.height

    def _larger(self, region: Size, manners: Manners) -> bool:
        """Return whether more is asked for than a region has. The validator takes a box to fit into for that, too."""
        over = ((self.width or 0) > region.width, (self.height or 0) > region.height)
        return any(over) if self.form == "sides" else manners.validator and self.form == "inside" and all(over)

    def _wrong(self, why: str) -> InvalidParameter:
        return wrong_number(WORD, self.text, why)


def read_size(text: str, manners: Manners) -> TargetSize:
    """Read a size; InvalidParameter where it is none, or larger than any result may be."""
    marked = manners.edition.marked
    up = text.startswith(UP) if marked else True
    rest = text.removeprefix(UP) if marked else text
    if rest == MAX:
        return TargetSize("max", up and marked, text=text)
    if rest == FULL and not marked:
        return TargetSize("full", text=text)
    if rest.startswith(PERCENT):
        return _part(text, rest.removeprefix(PERCENT), up=up)
    inside = rest.startswith(INSIDE)
    sides = rest.removeprefix(INSIDE).split(",")
    if len(sides) != len(Size._fields) or not any(sides) or (inside and not all(sides)):
        raise wrong_number(WORD, text, f"it is {FORMS[marked]}")
    width, height = (whole_of(WORD, side) if side else None for side in sides)
    if width == 0 or height == 0:
        raise wrong_number(WORD, text, "a side has at least one pixel")
    if inside:
        width, height = (min(side or 1, MAX_SIDE) for side in (width, height))
        return TargetSize("inside", up and marked, width, height, text=text)
    if max(width or 0, height or 0) > manners.most:
        raise wrong_number(WORD, text, f"the longest side of a result is {manners.most} pixels; max is the most")
    return TargetSize("sides", up, width, height, text=text)


def _part(text: str, digits: str, *, up: bool) -> TargetSize:
    part = part_of(WORD, digits)
    if not part or part > (LARGEST_PART if up else 1):
        raise wrong_number(WORD, text, f"a percentage is above 0 and at most {LARGEST_PART if up else 1:.0%}")
    return TargetSize("part", up, part=part, text=text)


def _by(size: Size) -> str:
    return f"{size.width} x {size.height}"
