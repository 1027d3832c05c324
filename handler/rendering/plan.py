"""Plan: what a recipe will do to a picture: sizes, format, memory and CPU time, from the header alone."""

from dataclasses import dataclass

from handler.core.formats.catalogue import FORMATS
from handler.core.formats.choice import Subject, choose
from handler.core.geometry import Size
from handler.core.output import FormatName
from handler.ops.op import Op
from handler.recipe import Recipe
from handler.rendering.cost import remedy
from handler.rendering.outline import UNBOUNDED, Budget, Outline
from handler.rendering.picture import Picture


@dataclass(frozen=True)
class Plan:
    """What will be done. memory: bytes at the peak; work: CPU seconds; both rather too high than too low.

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
    remedy: tuple[str, str] = ("", "")
    whole: str = ""

    @property
    def moving(self) -> bool:
        """Whether the result is an animation."""
        return self.frames > 1


def plan(
    recipe: Recipe, picture: Picture, budget: Budget = UNBOUNDED, *, settled: tuple[Op, ...] | None = None
) -> Plan:
    """Return the plan of a recipe for a picture; the errors of `size()` pass through.

    budget: of several candidate formats one is taken that stays within it, by the same sums that `check` judges.
    settled: the operations once what depends on pixels is decided; the recipe then names one format, that of the first
    plan.
    """
    outline = Outline(recipe, picture, recipe.steps if settled is None else settled)

    def fits(kind: FormatName) -> bool:
        return max(outline.last) <= FORMATS[kind].side and outline.within(kind, budget)

    subject = Subject(picture.format, outline.alpha, outline.frames > 1, outline.last.area, fits, picture.flat)
    kind = choose(recipe.output, subject)
    effort, frames = outline.effort(kind), outline.played(kind)
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
        memory=outline.memory(kind),
        work=effort.seconds,
        remedy=how,
        whole=picture.whole,
    )
