"""Path data: SVG's language for outlines (SVG 2, section 9.3), read strictly, and turned into polygons.

1. The text is walked once. Commands are M L H V C S Q T A Z, in capitals absolute, in small letters relative; a command
   whose numbers go on is repeated, and M then means L. The first is M.
2. Numbers are SVG's: a sign, digits with a point, an exponent; between them spaces, at most one comma, or nothing where
   the next number cannot be mistaken.
3. A text is at most LONGEST characters, MOST_SEGMENTS commands after repetition, and no number is above LARGEST.
4. What is wrong is told with the place, by a ValueError that users can read.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import acos, ceil, cos, hypot, isfinite, pi, radians, sin, sqrt

LONGEST = 2000
MOST_SEGMENTS = 256
LARGEST = 1e6
LONGEST_NUMBER = 24

CURVE_LINES = 32
"""Lines that a Bézier curve becomes."""

TURN_LINES = 128
"""Lines that a whole turn of an arc becomes."""

NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
"""How many numbers a command takes."""

FLAGS = {3, 4}
"""Which numbers of an arc are 0 or 1, and may stand without a gap."""

DIGITS = frozenset("0123456789")
SPACE = frozenset(" \t\n\r\f")

Point = tuple[float, float]
Polygon = list[Point]


def polygons(text: str) -> list[Polygon]:
    """Return the outlines that path data draws, one for each M or Z; each is closed. ValueError says what is wrong."""
    pen = _Pen()
    for letter, numbers in _commands(text):
        pen.draw(letter, numbers)
    drawn = [outline for outline in pen.outlines if len(outline) > 2]  # noqa: PLR2004 - fewer points enclose nothing
    spans = [
        max(point[axis] for outline in drawn for point in outline)
        - min(point[axis] for outline in drawn for point in outline)
        for axis in (0, 1)
        if drawn
    ]
    if not drawn or min(spans) < 1e-6 * max(spans):
        raise ValueError("the path encloses nothing")
    return drawn


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Give each command with its numbers, repetitions written out."""
    if len(text) > LONGEST:
        raise ValueError(f"a path has at most {LONGEST} characters")
    at, letter, count = _gap(text, 0), "", 0
    while at < len(text):
        if text[at].upper() in NUMBERS:
            letter, at = text[at], _gap(text, at + 1)
        elif not letter or letter in "Zz":
            raise _wrong(text, at, "there is no command here; a path begins with M, as M0 0 100 0 50 90Z")
        numbers: list[float] = []
        while len(numbers) < NUMBERS[letter.upper()]:
            flag = letter in "Aa" and len(numbers) in FLAGS
            number, at = _flag(text, at) if flag else _number(text, at)
            numbers.append(number)
            at = _gap(text, at, comma=True)
        count += 1
        if count > MOST_SEGMENTS:
            raise ValueError(f"a path has at most {MOST_SEGMENTS} segments")
        if count == 1 and letter not in "Mm":
            raise _wrong(text, 0, "a path begins with M, as M0 0 100 0 50 90Z")
        yield letter, numbers
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _gap(text: str, at: int, *, comma: bool = False) -> int:
    """Return where the next sign stands, behind spaces, and where it may be, a comma."""
    while at < len(text) and (text[at] in SPACE or (comma and text[at] == ",")):
        comma = comma and text[at] != ","
        at += 1
    return at


def _flag(text: str, at: int) -> tuple[float, int]:
    if text[at : at + 1] not in {"0", "1"}:
        raise _wrong(text, at, "a flag of an arc is 0 or 1")
    return float(text[at]), at + 1


def _number(text: str, at: int) -> tuple[float, int]:
    """Return the number that begins here, and the place behind it."""
    end = _signed(text, at)
    whole = _digits(text, end)
    end, some = whole, whole > end
    if text[end : end + 1] == ".":
        part = _digits(text, end + 1)
        end, some = (part, True) if part > end + 1 or some else (end, False)
    if not some or end - at > LONGEST_NUMBER:
        raise _wrong(text, at, "a number is missing here" if not some else "this number is too long")
    if text[end : end + 1] in {"e", "E"}:
        start = _signed(text, end + 1)
        power = _digits(text, start)
        if not 0 < power - start <= 2:  # noqa: PLR2004 - digits of an exponent
            raise _wrong(text, end, "this is no exponent")
        end = power
    value = float(text[at:end])
    if not (isfinite(value) and abs(value) <= LARGEST):
        raise _wrong(text, at, f"a number is at most {LARGEST:.0f}")
    return value, end


def _signed(text: str, at: int) -> int:
    return at + (text[at : at + 1] in {"+", "-"})


def _digits(text: str, at: int) -> int:
    while at < len(text) and text[at] in DIGITS:
        at += 1
    return at


def _wrong(text: str, at: int, sense: str) -> ValueError:
    return ValueError(f"{f'at character {at + 1}' if at < len(text) else 'at the end'}: {sense}")


class _Pen:
    """What draws: it has a place, and knows where the outline began and where the last curve came from."""

    def __init__(self) -> None:
        self.outlines: list[Polygon] = []
        self.place: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.handle: Point | None = None
        self.last = ""
        self.drawers: dict[str, Callable[[list[Point]], None]] = {"C": self._cubic, "Q": self._quadratic}

    def draw(self, letter: str, numbers: list[float]) -> None:
        """Draw one command."""
        kind, (left, top) = letter.upper(), self.place if letter.islower() else (0.0, 0.0)
        if kind == "Z":
            self.place = self.start
        elif kind == "A":
            self._arc(numbers[:5], (numbers[5] + left, numbers[6] + top))
        elif kind in "HV":
            x, y = self.place
            self._lines([(numbers[0] + left, y) if kind == "H" else (x, numbers[0] + top)])
        else:
            points = [(x + left, y + top) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            self._along(kind, points)
        if kind == "Z":
            self.last = kind
            return
        self.last = {"S": "C", "T": "Q"}.get(kind, kind)

    def _along(self, kind: str, points: list[Point]) -> None:
        if kind == "M":
            self.place = self.start = points[0]
            self.outlines.append([self.place])
        elif kind == "L":
            self._lines(points)
        elif kind in "ST":
            like = "C" if kind == "S" else "Q"
            self.drawers[like]([self._reflected(like), *points])
        else:
            self.drawers[kind](points)

    def _reflected(self, kind: str) -> Point:
        """Return the last curve's handle on the other side of the place; after another command the place itself."""
        if self.handle is None or self.last != kind:
            return self.place
        return 2 * self.place[0] - self.handle[0], 2 * self.place[1] - self.handle[1]

    def _lines(self, points: list[Point]) -> None:
        if self.last == "Z":  # what follows without an M begins where the closed outline did
            self.outlines.append([self.place])
        self.outlines[-1].extend(points)
        self.place = points[-1]

    def _cubic(self, points: list[Point]) -> None:
        self._bezier([self.place, *points])
        self.handle = points[1]

    def _quadratic(self, points: list[Point]) -> None:
        self._bezier([self.place, *points])
        self.handle = points[0]

    def _bezier(self, points: list[Point]) -> None:
        self._lines([_between(points, number / CURVE_LINES) for number in range(1, CURVE_LINES)] + [points[-1]])

    def _arc(self, shape: list[float], end: Point) -> None:
        self._lines([*_arc_points(self.place, end, shape), end])


def _between(points: list[Point], part: float) -> Point:
    """Return the point at a part, 0 to 1, of a Bézier curve (de Casteljau's construction)."""
    while len(points) > 1:
        points = [(x + (right - x) * part, y + (down - y) * part) for (x, y), (right, down) in pairwise(points)]
    return points[0]


def _arc_points(start: Point, end: Point, shape: list[float]) -> Iterator[Point]:
    """Give points of an elliptic arc between two others (SVG 2, appendix B.2). shape: radii, turn, large, clockwise."""
    across, down, turn, large, clockwise = abs(shape[0]), abs(shape[1]), radians(shape[2]), shape[3], shape[4]
    if not across or not down or start == end:
        return
    wide, high = cos(turn), sin(turn)
    half = ((start[0] - end[0]) / 2, (start[1] - end[1]) / 2)
    x, y = wide * half[0] + high * half[1], wide * half[1] - high * half[0]
    short = hypot(x / across, y / down)
    across, down = across * max(1, short), down * max(1, short)
    reach = sqrt(max(0, 1 / max(hypot(x / across, y / down) ** 2, 1e-12) - 1)) * (1 if large != clockwise else -1)
    middle = (reach * across * y / down, -reach * down * x / across)
    first = _angle((x - middle[0]) / across, (y - middle[1]) / down)
    sweep = _angle((-x - middle[0]) / across, (-y - middle[1]) / down) - first
    sweep = sweep % (2 * pi) - (0 if clockwise else 2 * pi)
    count = max(2, ceil(abs(sweep) / (2 * pi) * TURN_LINES))
    for number in range(1, count):
        angle = first + sweep * number / count
        right, low = middle[0] + across * cos(angle), middle[1] + down * sin(angle)
        yield (
            wide * right - high * low + (start[0] + end[0]) / 2,
            high * right + wide * low + (start[1] + end[1]) / 2,
        )


def _angle(x: float, y: float) -> float:
    """Return the angle of a direction, -pi to pi."""
    return (1 if y >= 0 else -1) * acos(max(-1, min(1, x / max(hypot(x, y), 1e-12))))
