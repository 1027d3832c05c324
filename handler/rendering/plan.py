"""Plan: what a recipe will do to a picture: sizes, format, memory and CPU time, from the header alone."""

from dataclasses import dataclass

from handler.core.formats.catalogue import FORMATS
from handler.core.formats.choice import Subject, contenders
from handler.core.geometry import Size
from handler.core.output import FormatName
from handler.ops.op import Op
from handler.recipe import Recipe
from handler.rendering.cost import remedy
from handler.rendering.high_range import follow
from handler.rendering.outline import UNBOUNDED, Budget, Outline
from handler.rendering.picture import Picture


@dataclass(frozen=True)
class Plan:
    """What will be done. memory: bytes at the peak; work: CPU seconds; both rather too high than too low.

    formats: all in which the result is written, of which the smallest file is taken; usually one, that of `format`.
    remedy: the parameter that would bring the work within the budget, and how; empty where it is within. whole: what
    kind of file the source is, where all of it has to be in memory at once.
    """

    source: Size
    sizes: tuple[Size, ...]
    needed: Size
    format: FormatName
    frames: int
    alpha: bool
    memory: int
    work: float
    formats: tuple[FormatName, ...] = ()
    remedy: tuple[str, str] = ("", "")
    whole: str = ""

    @property
    def moving(self) -> bool:
        """Whether the result is an animation."""
        return self.frames > 1


def plan(
    recipe: Recipe, picture: Picture, budget: Budget = UNBOUNDED, *, settled: tuple[Op, ...] | None = None
) -> Plan:
    """Return the plan of a recipe for a picture.

    The errors of `size()`, of what is not installed, and of what a gain map cannot follow, pass through.
    budget: of several candidate formats one is taken that stays within it, by the same sums that `check` judges.
    settled: the operations once what depends on pixels is decided; the recipe then names one format, that of the first
    plan.
    """
    for op in recipe.steps:
        op.check_installed()
    if recipe.output.hdr == "keep":
        follow(recipe.ops)
    outline = Outline(recipe, picture, recipe.steps if settled is None else settled)

    def fits(kind: FormatName) -> bool:
        return max(outline.last) <= FORMATS[kind].side and outline.within(kind, budget)

    subject = Subject(picture.format, outline.alpha, outline.frames > 1, outline.last.area, fits, picture.flat)
    kinds = _affordable(contenders(recipe.output, subject), outline, budget)
    kind = kinds[0]
    effort, frames = outline.effort(*kinds), outline.played(kind)
    how = ("", "")
    if effort.seconds > budget.work:
        how = remedy(effort, budget.work, lambda name: outline.encoding(name, recipe.output))
    return Plan(
        source=picture.size,
        sizes=outline.sizes or (picture.size,),
        needed=outline.needed,
        format=kind,
        frames=frames,
        alpha=outline.alpha,
        memory=max(map(outline.memory, kinds)),
        work=effort.seconds,
        formats=kinds,
        remedy=how,
        whole=picture.whole,
    )


def _affordable(kinds: tuple[FormatName, ...], outline: Outline, budget: Budget) -> tuple[FormatName, ...]:
    """Return those formats that can all be written within the budget: without the one that takes longest, and so on.

    The first one always stays.
    """
    while len(kinds) > 1 and round(outline.effort(*kinds).seconds, 2) > budget.work:
        dearest = max(kinds[1:], key=lambda name: outline.encoding(name, outline.recipe.output))
        kinds = tuple(name for name in kinds if name != dearest)
    return kinds
