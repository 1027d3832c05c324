"""Width ladder: which renditions of a stored picture pass without a signature, and how many of one picture there are.

1. Judged is the recipe, not the words: w=300&dpr=2 is a picture of 600 pixels, however it was asked for.
2. A width is one of the list, or one of them times 2, 3, 4 or 5, which is what `dpr` makes of it. `fluid` stands for
   the widths that imgix's clients write into a srcset; those come as they are.
3. With a width alone fit is max or clip. A height is the width times a ratio, rounded either way before dpr multiplies
   it, and fit is crop; `ar` is a ratio as it is listed. So neither heights nor crops multiply what there is.
4. A quality is the default, or one of the list, and never `auto`; one with `@2` goes with what dpr=2 makes, as
   imgix's clients have it.
5. A format is negotiated or one of FORMATS; that one without a quality has none is the output's own rule.
6. `renditions` counts the same tables that `fault` looks into.
"""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import product
from math import ceil, floor
from typing import NamedTuple, cast

from handler.core.formats.catalogue import KINDS
from handler.core.geometry import MAX_SIDE
from handler.core.output import WITHOUT_QUALITY, Candidate, Output
from handler.core.params import Declared
from handler.core.width_list import DENSITIES, FLUID, FLUID_WIDTHS, listed_quality, listed_ratio, listed_width
from handler.ops.resize import Resize
from handler.recipe import Recipe
from handler.web.negotiation import candidates

ALONE = ("max", "clip")
"""Fits of a width without a height."""

FORMATS: tuple[Candidate, ...] = tuple(row.name for row in KINDS if row.writing and row.clients != "few")
"""What fm may say: what a page shows."""

DEFAULT = Output()
Form = tuple[int, int | None, tuple[float, float] | None, str]
"""Width, height, aspect ratio and fit of a resize."""


class Fault(NamedTuple):
    """Why a recipe does not pass: the parameter to blame, what was said, and what would pass."""

    parameter: str
    said: str
    but: str = ""


class Ladder:
    """The renditions that widths, ratios and qualities allow; ValueError where one of them is none."""

    def __init__(self, widths: Sequence[int | str], ratios: Sequence[str], qualities: Sequence[str]) -> None:
        """Read the lists, as the settings have them: `fluid` or pixels; `16:9`; `75` or `50@2`."""
        self.listed = sorted({listed_width(each) for each in widths if each != FLUID})
        self.fluid = FLUID_WIDTHS if FLUID in widths else ()
        self.ratios = {text: listed_ratio(text) for text in ratios}
        self.qualities = {DEFAULT.finest: frozenset(DENSITIES)}
        for text in qualities:
            quality, densities = listed_quality(text)
            self.qualities[quality] = self.qualities.get(quality, frozenset()) | densities

    @cached_property
    def forms(self) -> dict[Form, frozenset[int]]:
        """Every resize that passes, with the values of dpr by which it comes about."""
        forms: dict[Form, frozenset[int]] = {}
        for form, density in self._forms():
            forms[form] = forms.get(form, frozenset()) | {density}
        return forms

    def _forms(self) -> Iterator[tuple[Form, int]]:
        bases = [*product(self.listed, DENSITIES), *((width, 1) for width in self.fluid)]
        for width, density in bases:
            wide = width * density
            if wide > MAX_SIDE:
                continue
            yield from (((wide, None, None, fit), density) for fit in ALONE)
            for ratio in self.ratios.values():
                yield (wide, None, ratio, "crop"), density
                yield from (((wide, high * density, None, "crop"), density) for high in _heights(width, ratio))

    @cached_property
    def widths(self) -> list[int]:
        """Every width that passes, in pixels of the result."""
        return sorted({form[0] for form in self.forms})

    def fault(self, recipe: Recipe) -> Fault | None:
        """Return the first thing that keeps a recipe from passing, None where it passes."""
        beside = _beside(recipe)
        if beside or not recipe.ops:
            return beside or self._written(recipe.output, frozenset({1}))
        resize = cast("Resize", recipe.ops[0])
        form = (resize.w, resize.h, resize.ar, resize.fit)
        whole = all(side is None or isinstance(side, int) for side in form[:2])
        densities = self.forms.get(form) if whole else None  # type: ignore[arg-type]
        return self._size(resize) if densities is None else self._written(recipe.output, densities)

    def _size(self, resize: Resize) -> Fault:
        width = resize.w
        if not isinstance(width, int):
            said = "a picture without w" if width is None else f"w={width}"
            return Fault("w", said, f"a width of {_some(self.listed or self.fluid)} pixels is")
        if width not in self.widths:
            near = _nearest(width, self.widths)
            return Fault("w", f"w={width}", f"{_and(near)} {'are' if len(near) > 1 else 'is'}")
        if resize.h is None and resize.ar is None:
            return Fault("fit", f"fit={resize.fit} with w alone", f"fit={_and(ALONE, 'or')} is")
        return self._height(resize, width)

    def _height(self, resize: Resize, width: int) -> Fault:
        highs = sorted({form[1] for form in self.forms if form[0] == width and form[1]}, reverse=True)
        if not highs:
            return Fault("h" if resize.h else "ar", "a height", "w alone is")
        if resize.ar is not None and (resize.ar not in self.ratios.values() or resize.h is not None):
            return Fault("ar", "this aspect ratio", f"ar={_and(self.ratios, 'or')} with w is")
        if resize.ar is None and resize.h not in highs:
            return Fault("h", f"h={resize.h} with w={width}", f"h={_and(highs, 'or')} with fit=crop is")
        return Fault("fit", f"fit={resize.fit} with a height", "fit=crop is")

    def _written(self, output: Output, densities: frozenset[int]) -> Fault | None:
        (form,) = output.formats
        if form not in {*FORMATS, *DEFAULT.formats}:
            return Fault("fm", f"fm={form}", f"{_and(FORMATS, 'or')} is, or no fm")
        allowed = (
            self.qualities.get(output.quality, frozenset()) if isinstance(output.quality, int) else frozenset[int]()
        )
        if densities & allowed:
            return None
        if allowed:
            values = _and([f"dpr={density}" for density in sorted(allowed)], "or")
            return Fault("q", f"q={output.quality} at this size", f"it is with {values}")
        anywhere = sorted(quality for quality, where in self.qualities.items() if where & densities)
        return Fault("q", f"q={output.quality}", f"{_and(anywhere, 'or')} is")

    def renditions(self) -> int:
        """Return how many different recipes of one picture pass, whatever Accept says."""
        return sum(self._files(densities) for densities in (*self.forms.values(), frozenset({1})))

    def _files(self, densities: frozenset[int]) -> int:
        qualities = sum(bool(where & densities) for where in self.qualities.values())
        plain = sum(form in WITHOUT_QUALITY for form in FORMATS)
        return qualities * (len(negotiated()) + len(FORMATS) - plain) + plain


@cache
def negotiated() -> frozenset[tuple[Candidate, ...]]:
    """Return everything that negotiation makes of an Accept header."""
    weights = ("", ";q=0", ";q=0.5", ";q=1")
    named = ("image/avif", "image/webp", "image/jpeg", "*/*")
    headers = product(*([None, *(f"{name}{weight}" for weight in weights)] for name in named))
    return frozenset(candidates(",".join(filter(None, header)) or None) for header in headers)


def _beside(recipe: Recipe) -> Fault | None:
    """Return what is asked for beside a size, a format and a quality."""
    parts: tuple[tuple[Declared, set[str]], ...] = (
        (recipe.source, {"key", "url"}),
        *((op, {"w", "h", "ar", "fit"} if isinstance(op, Resize) else set()) for op in recipe.ops),
        (recipe.output, {"formats", "quality"}),
    )
    for part, judged in parts:
        marks = {field: mark.name for field, (mark, _) in part.params().items()}
        for field, info in type(part).model_fields.items():  # also what only JSON and other dialects can say
            if field not in judged and (info.is_required() or getattr(part, field) != info.default):
                return Fault(marks.get(field, ""), marks.get(field, field))
    if len(recipe.output.formats) > 1:
        return Fault("fm", "a list of formats", "a single one is, or no fm")
    if not all(isinstance(op, Resize) for op in recipe.ops[:1]) or len(recipe.ops) > 1:
        return Fault("", "another operation than one resize")
    return None


def _heights(width: int, ratio: tuple[float, float]) -> set[int]:
    high = width * ratio[1] / ratio[0]
    return {max(1, floor(high)), max(1, ceil(high))}


def _nearest(wanted: int, widths: list[int]) -> list[int]:
    below, above = (
        [width for width in widths if width < wanted][-1:],
        [width for width in widths if width > wanted][:1],
    )
    return [*below, *above]


def _some(widths: Sequence[int]) -> str:
    """Return some of a list from all of its length, so that the reader sees how it goes on."""
    return _and([widths[len(widths) * part // 4] for part in range(4)] if len(widths) > 4 else widths, "or")  # noqa: PLR2004


def _and(words: Sequence[object] | dict[str, tuple[float, float]], last: str = "and") -> str:
    texts = [str(word) for word in words]
    return f" {last} ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))
