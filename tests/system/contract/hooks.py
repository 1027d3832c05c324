"""Hooks: what schemathesis has to know of this API that OpenAPI cannot say. `schemathesis.toml` loads them.

1. Parameters that contradict each other: a schema lists parameters one by one. A valid request may be refused, but only
   for one of the reasons below; any other 400 is a finding. A contradiction cannot hide a wrong range or pattern.
2. Numbers are plain digits: where Python would write 1e-05, 0.00001 is sent.
3. A request has a few parameters, as people's have: half of sixty would always contradict each other.
4. A feed lasts a second.
5. A body goes without the digest that could tie it to its address: no generator makes the one that fits.
6. The query of a form is a language of its own, of which its schema says no more than that it is a text.
"""

import random
import re
from decimal import Decimal
from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response

MOST = 3
"""So many optional parameters are sent at once, beside those that they need."""

NEEDED = {
    "trim-color": ("trim",),
    "trim-tol": ("trim",),
    "duotone-alpha": ("duotone",),
    "usmrad": ("usm",),
    "nrs": ("nr",),
    "vignette-color": ("vignette",),
    **dict.fromkeys(("grain-size", "grain-seed"), ("grain",)),
    **dict.fromkeys(("gradient-angle", "gradient-stops"), ("gradient",)),
    **{f"progressive-blur-{part}": ("progressive-blur",) for part in ("angle", "start", "stop")},
    "bg": ("pad",),
    **dict.fromkeys(("fit", "crop", "ground", "fp-x", "fp-y", "fp-z"), ("w", "h")),
}
"""What says more of an operation says nothing without it."""

EXPONENT = r"[0-9.]+e-[0-9]+"
LEAST = Decimal("1e-20")
"""A number closer to nothing has more digits than are read."""

CONTRADICTIONS = (
    "says nothing alone; it goes with",
    "goes with",
    "says nothing of",
    "belong together",
    "are two shapes; give one of both",
    "a size is missing: w, h, ar, or a bound as max-w",
    "but w and h are both given",
    "crop takes one edge of each direction",
    "crop names two edges of one direction",
    "crop cuts, which fit=",
    "crop needs a box to fill",
    "need crop=focalpoint",
    "is more than max-",
    "(multiplied by dpr=",
    "too alike to be scanned",
    "its points go from dark to light",
    "it takes two points or more",
    "levels names black first",
    "gradient-stops has a number for each colour",
    "gradient-stops go up",
    "needs fit=fill or fit=fillmax",
    "mask-path: ",
    "has to be less than progressive-blur-stop",
)
OF_THE_PICTURE = (
    "lies outside a picture of",
    "frame: ",
    "is too long for a code",
    "the fonts lack U+",
    "which cannot do that",
    "there is no such preset",
    "a key has at most 1024 bytes",
    "or invisible formatting",
    "at least one letter or digit",
)
ANSWERED = {200, 501}
"""What was asked for; a feed needs a front that streams."""

KNOWN = re.compile("|".join(map(re.escape, CONTRADICTIONS + OF_THE_PICTURE)))


@schemathesis.hook  # type: ignore[untyped-decorator]
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Thin out the query of a valid request, and write its numbers plainly."""
    del context, kwargs
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    required = {each.name for each in case.operation.query if each.is_required}
    optional = sorted(set(case.query or ()) - required)
    if len(optional) > MOST:
        chance = random.Random(repr(sorted(case.query.items(), key=str)))
        chosen = chance.sample(optional, chance.randint(1, MOST))
        kept = {*required, *chosen, *(need for name in chosen for need in NEEDED.get(name, ()))}
        case.query = {name: value for name, value in case.query.items() if name in kept}
    case.query = {name: _plain(value) for name, value in (case.query or {}).items()}
    case.query.pop("sha256", None)
    if case.media_type == "application/json":  # a form that is touched at all would count as invalid
        case.body = _whole(case.body)
    if case.path.startswith("/feeds/"):
        case.query["seconds"] = 1


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if re.fullmatch(EXPONENT, str(value)):
        return format(max(Decimal(str(value)), LEAST), "f")
    return value


def _whole(value: Any) -> Any:
    """Write 3.0 as 3: to JSON Schema both are integers, to the recipe's JSON one is pixels and the other a ratio."""
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@schemathesis.check  # type: ignore[untyped-decorator]
def refused_only_for_what_a_schema_cannot_say(ctx: CheckContext, response: Response, case: Case) -> None:
    """Fail where a valid request is refused for a reason that the schema could have named."""
    del ctx
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 400:
        return
    if isinstance(case.body, dict) and "query" in case.body:
        return
    detail = response.json()["detail"]
    assert KNOWN.search(detail), f"refused, though the schema allows it: {detail}"


@schemathesis.check
class EveryOperationAnswers:
    """Fail where no request at all was answered with what was asked for: then nothing was tested."""

    def __init__(self) -> None:
        self.tried: set[str] = set()
        self.answered: set[str] = set()

    def after_response(self, ctx: CheckContext, response: Response, case: Case) -> None:
        """Note what came."""
        del ctx
        self.tried.add(case.operation.label)
        if response.status_code in ANSWERED:
            self.answered.add(case.operation.label)

    def after_run(self, ctx: CheckContext) -> None:
        """Judge the run."""
        del ctx
        assert self.tried == self.answered, f"never answered: {sorted(self.tried - self.answered)}"
