"""Check: does what a plan foretells stay within the limits? Asked before a pixel is decoded."""

from handler.core.formats.catalogue import FORMATS
from handler.core.limits import MEGABYTE, Limits, judge
from handler.errors import TooLarge
from handler.rendering.plan import Plan


def check(plan: Plan, limits: Limits) -> None:
    """Return if a plan stays within the limits; TooLarge names the first limit that it passes."""
    judge("source-side", max(plan.source), limits.source_side, f"the source is {_by(plan.source)} pixels")
    moving = f"the animation has more than {limits.frames:,} frames; frame=0 takes the first"
    judge("frames", plan.frames, limits.frames, moving)
    _check_sizes(plan, limits)
    megabytes = -(-plan.memory // MEGABYTE)
    reason = f", since {plan.whole} is decoded as a whole" if plan.whole else ""
    judge("memory", megabytes, limits.memory, f"this would take about {megabytes:,} MB of memory{reason}")
    _check_work(plan, limits)


def _check_work(plan: Plan, limits: Limits) -> None:
    parameter, how = plan.remedy
    said = f"this would take about {plan.work:.1f} s of work; {how or 'give a smaller w or h'}"
    actual = round(plan.work, 2)
    if actual > limits.work:
        detail = f"{said}; the limit work is {limits.work:,}"
        raise TooLarge(detail, limit="work", max=limits.work, actual=actual, parameter=parameter or "w")


def _check_sizes(plan: Plan, limits: Limits) -> None:
    before = plan.source
    for number, size in enumerate(plan.sizes):
        last = number == len(plan.sizes) - 1
        if last or size.width > before.width or size.height > before.height:
            most = min(limits.side, FORMATS[plan.format].side) if last else limits.side
            judge("side", max(size), most, f"a result of {_by(size)} pixels; give a smaller w or h")
            actual = size.area * plan.frames
            judge("area", actual, limits.area, f"a result of {actual:,} pixels; give a smaller w or h")
        before = size


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]:,} x {size[1]:,}"
