"""Filters of shape: those that change what the size in the path means, and those that turn, fill and cut after it.

1. thumbor turns against the clock, by quarters alone. `orient`, imagor's, comes before all else.
2. A fill makes a canvas of the asked size around what fit-in has left; where that is the last thing done, canvas and
   resize are one operation. Elsewhere the picture has the asked size already, and only its transparency is filled.
3. upscale enlarges what fit-in would leave small.
4. The corners of round_corner are filled with its colour, or with nothing where its last word says so.
"""

from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.draft import Draft, Focal, Measure, made
from handler.dialects.thumbor.frame import asked_sides
from handler.ops.background import Background
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate

GROUNDS = {"auto": "average", "blur": "blur"}
QUARTER = 90
PERCENT = 100.0


def read_stretch(draft: Draft, given: Arguments) -> Draft:
    """Fill both sides by distortion."""
    del given
    return draft._replace(stretch=True)


def read_no_upscale(draft: Draft, given: Arguments) -> Draft:
    """Leave no side longer than the picture's."""
    del given
    return draft._replace(capped=True)


def read_focal(draft: Draft, given: Arguments) -> Draft:
    """Keep a rectangle in view, or imagor's point; nothing where nothing is said."""
    if len(given.texts) == 2:  # noqa: PLR2004 - a point
        x, y = (given.number(at) if "." in given.text(at) else given.whole(at) for at in (0, 1))
        return _kept(draft, given, (x, y, x, y))
    text = given.text(0)
    corners = [each for corner in text.split(":") for each in corner.split("x")]
    if not given.texts or corners == ["0"] * 4:
        return draft
    if len(corners) != 4 or text.count(":") != 1:  # noqa: PLR2004 - two corners
        raise given.wrong(0, "must be two corners, as 10x20:300x200, or a point, as 0.3,0.5")
    each = Arguments(given.name, tuple(corners))
    return _kept(draft, given, tuple(each.number(at) if "." in each.text(at) else each.whole(at) for at in range(4)))


def _kept(draft: Draft, given: Arguments, edges: tuple[Measure, ...]) -> Draft:
    found = Focal(*edges)
    pixels = [isinstance(side, int) for each in (*draft.focal, found) for side in each]
    if any(pixels) and not all(pixels):
        raise given.fault("all rectangles are in pixels, or all in ratios")
    if not all(0 <= edge <= (1 if isinstance(edge, float) else 65_535) for edge in edges):
        raise given.fault("a place is pixels from 0, or a ratio from 0.0 to 1.0")
    if found.right < found.left or found.bottom < found.top:
        raise given.fault("the second corner is right of and below the first")
    return draft._replace(focal=(*draft.focal, found))


def read_orient(draft: Draft, given: Arguments) -> Draft:
    """Turn the picture before all else."""
    return draft._replace(turn=(draft.turn + _quarters(given)) % 360)


def read_rotate(draft: Draft, given: Arguments) -> Draft:
    """Turn the picture against the clock (rule 1)."""
    return draft.then(made(Rotate, given, angle=_quarters(given)))


def _quarters(given: Arguments) -> float:
    angle = given.whole(0)
    if angle % QUARTER:
        raise given.wrong(0, "must be a quarter turn: 90, 180, 270; another angle changes nothing in thumbor")
    return float(-angle % 360)


def read_proportion(draft: Draft, given: Arguments) -> Draft:
    """Make the picture a part of its size: of one, or with imagor's more than one, of hundred."""
    part = given.number(0)
    if not 0 < part <= PERCENT:
        raise given.wrong(0, "must be above 0, up to 1, or percent up to 100")
    scale = part if part <= 1 else part / PERCENT
    return draft if scale == 1 else draft.then(made(Resize, given, w=scale))


def read_upscale(draft: Draft, given: Arguments) -> Draft:
    """Enlarge what fit-in has left small (rule 3)."""
    box = _box(draft)
    return draft if box is None else _joined(draft, made(Resize, given, w=box[0], h=box[1], fit="clip", turned=box[2]))


def read_fill(draft: Draft, given: Arguments) -> Draft:
    """Fill the asked size around the picture (rule 2)."""
    under = given.flag(1, default=False)
    word = "transparent" if given.text(0) == "none" else given.text(0)
    ground = GROUNDS.get(word, "solid")
    colour = None if word in GROUNDS else Arguments(given.name, (word,)).colour(0)
    box = _box(draft, one=True)
    if box is not None:
        wide, high, turned = box
        fields = {"w": wide, "h": high, "fit": "fillmax", "bg": colour, "ground": ground, "turned": turned}
        draft = _joined(draft, made(Resize, given, **fields, under=under and colour is None))
    elif under and colour is None:
        draft = draft.then(made(Resize, given, w=1.0, h=1.0, fit="fillmax", ground=ground, under=True))
    return draft.then(made(Background, given, bg=colour)) if under and colour is not None else draft


def _box(draft: Draft, *, one: bool = False) -> tuple[float, float, bool] | None:
    """Return width and height into which fit-in has put the picture, and whether the box turns; None where it has not.

    one: whether a box with one side counts, of which the other is the picture's own.
    """
    fit = draft.words.fit
    wide, high = asked_sides(draft.words.size)
    if not fit or "full-" in fit or (wide is None and high is None) or (not one and None in {wide, high}):
        return None
    turned = None not in {wide, high} and wide != high and fit.startswith("adaptive-")
    return wide or 1.0, high or 1.0, turned


def _joined(draft: Draft, resize: Resize) -> Draft:
    """Return the draft with a resize, in place of one to the same box right before it."""
    last = draft.ops[-1] if draft.ops else None
    joins = isinstance(last, Resize) and (last.w, last.h, last.turned) == (resize.w, resize.h, resize.turned)
    if not joins or not isinstance(last, Resize) or last.fit not in {"max", "clip"}:
        return draft.then(resize)
    enlarged = last.fit == "clip" and resize.fit == "fillmax"
    joined: Op = resize.model_copy(update={"fit": "fill"}) if enlarged else resize
    return draft._replace(ops=(*draft.ops[:-1], joined))


def read_crop(draft: Draft, given: Arguments) -> Draft:
    """Keep a part of the result: left, top, width and height, imagor's."""
    box = tuple(given.number(at) if "." in given.text(at) else given.whole(at) for at in range(4))
    return draft.then(made(Rect, given, box=box))


def read_round_corner(draft: Draft, given: Arguments) -> Draft:
    """Round the corners (rule 4)."""
    across, _, down = given.text(0).partition("|")
    radii = Arguments(given.name, (across, down or across))
    radius, upright = radii.whole(0), radii.whole(1)
    colour = "".join(f"{_level(given, at):02x}" for at in (1, 2, 3))
    beside = None if given.flag(4, default=False) else colour
    other = None if upright == radius else upright
    return draft.then(made(Mask, given, shape="corners", radius=(radius,), upright=other, beside=beside))


def _level(given: Arguments, at: int) -> int:
    level = given.whole(at)
    if not 0 <= level <= 255:  # noqa: PLR2004 - the levels of a channel
        raise given.wrong(at, "must be 0 to 255")
    return level
