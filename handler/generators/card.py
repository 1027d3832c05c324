"""Card: a social preview, the picture that sites show for a shared link."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from PIL import Image, ImageOps
from pydantic import Field

from handler.core.colours import LEGIBLE, contrast, hexadecimal, is_translucent, mix, readable_ink, rgba
from handler.core.geometry import Size, pixels
from handler.core.keys import Key
from handler.core.params import Param
from handler.generators.generator import MAX_DRAWN_SIDE, Angle, Fills, Generator, Ink
from handler.generators.gradient import shade
from handler.typography.bidi import Direction, direction
from handler.typography.fontpacks import typeface_of
from handler.typography.texts import DrawableText, Passage
from handler.typography.typefaces import checked_text

if TYPE_CHECKING:
    from handler.typography.layout import Setting

PAGE = Size(1200, 630)
"""Pixels. The size that sites recommend (Open Graph). The lengths below are for it; other sizes scale them."""

MARGIN, GAP = 84, 50
LOGO = Size(420, 96)
TITLES = range(96, 43, -4)
SUBTITLES = range(38, 27, -2)
"""Pixels on a PAGE: margin, gap between texts, largest logo, and the sizes of text that are tried in order."""

CLEARANCE = 2
"""Pixels that are always free between the ink of two texts."""

NIGHT = ("1e1b4b", "4338ca", "7c3aed")
"""Default background: a gradient from dark blue to violet."""

DARK = ("0b1020",)
"""Default colour of the veil between a picture and the text."""

STRONG = 12
"""Contrast ratio aimed at: large text looks black then, though it keeps the hue of its background."""

FAINT, FIRM, HOPELESS = 0.15, 0.55, 0.9
"""Opacity, 0 to 1, of the veil over a picture: away from text; at least behind text; and where no veil makes the text
readable."""

CardSide = Annotated[int, Field(ge=200, le=MAX_DRAWN_SIDE)]
"""Width or height of a card, pixels."""


class Card(Generator):
    """A social preview: title, subtitle and logo on a colour, a gradient or a picture."""

    cost: ClassVar[float] = 66
    setting: ClassVar[float] = 70

    generate: Literal["card"] = "card"
    dimensions: Annotated[
        tuple[CardSide, CardSide],
        Param("size", between="x"),
        Field(description="Width x height of the card, pixels.", examples=["1200x630"]),
    ] = (1200, 630)
    title: Annotated[
        DrawableText | None,
        Param("title"),
        Field(description="The large text; without it there is none.", examples=["The pictures of the year"]),
    ] = None
    subtitle: Annotated[
        Passage | None,
        Param("subtitle"),
        Field(description="The small text below it.", examples=["Chosen by the readers"]),
    ] = None
    fill: Fills = None
    angle: Angle = 135.0
    ink: Ink = None
    picture: Annotated[
        Key | None,
        Param("picture"),
        Field(description="Key of a stored picture that covers the card, under the text.", examples=["dandelion.jpg"]),
    ] = None
    logo: Annotated[
        Key | None,
        Param("logo"),
        Field(description="Key of a stored picture shown small, above.", examples=["owl.png"]),
    ] = None

    def size(self) -> Size:
        """Return the size that was asked for."""
        return Size(*self.dimensions)

    def alpha(self) -> bool:
        """Return whether a background colour is translucent."""
        return any(is_translucent(colour) for colour in self.fill or ())

    def flat(self) -> bool:
        """Return whether the background is one colour; a logo is too small to count."""
        return not self.picture and len(set(self.fill or NIGHT)) == 1

    def needs(self) -> tuple[Key, ...]:
        """Return the keys of the picture and the logo."""
        return tuple(key for key in (self.picture, self.logo) if key is not None)

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the card: background, picture and veil, text, logo."""
        from handler.typography.layout import paint  # noqa: PLC0415 - what sets lines of text waits for the first

        waiting = iter(pictures)
        picture = next(waiting) if self.picture else None
        logo = next(waiting) if self.logo else None
        fill = self.fill or (DARK if picture else NIGHT)
        ink = self.ink or readable_ink(*fill, aim=STRONG)
        page = _Page(self.size(), direction(self.title or self.subtitle or ""), logo)
        texts = page.texts(*self._words())
        ground = shade(self.size(), fill, angle=self.angle)
        if picture:
            top = texts[0][1] - texts[0][0].size // 2 if texts else None
            ground = _covered(ground, picture, fill, ink, top)
        for number, (setting, down) in enumerate(texts):
            soft = number == 1 and not picture and all(contrast(ink, colour) >= STRONG for colour in fill)
            mask = setting.mask(self.size(), (page.margin, down), page.width, page.side)
            ground = paint(ground, mask.point(lambda level: level * 4 // 5) if soft else mask, ink)
        return page.stamped(ground)

    def _words(self) -> tuple[str | None, str | None]:
        title, subtitle = self.title, self.subtitle
        return title and checked_text(title, typeface_of("bold"), "title"), subtitle and checked_text(
            subtitle, typeface_of("regular"), "subtitle"
        )


class _Page:
    """Layout of a card in pixels: logo at the top, text at the bottom, both at the side where the script begins."""

    def __init__(self, size: Size, base: Direction, logo: Image.Image | None) -> None:
        self.size = size
        least = min(size.width / PAGE.width, size.height / PAGE.height)
        # The text of a square or upright card grows with its area too, up to 1.35 times what its sides allow.
        self.scale = min(sqrt(size.area / PAGE.area), 1.35 * least)
        self.side = float(base == "R")
        self.margin = self._scaled(MARGIN)
        self.width = size.width - 2 * self.margin
        # Arabic letters reach further below the line, and their vowel marks above it.
        self.gap = self._scaled(1.5 * GAP if self.side else GAP)
        self.logo = logo and self._fitted(logo)

    def _scaled(self, length: float) -> int:
        return pixels(length * self.scale)

    def _sizes(self, sizes: Sequence[int]) -> list[int]:
        return sorted({self._scaled(size) for size in sizes}, reverse=True)

    def _fitted(self, logo: Image.Image) -> Image.Image:
        """Return the logo, reduced to its box where it is larger; it is never enlarged."""
        shrink = min(1, self.scale * LOGO.width / logo.width, self.scale * LOGO.height / logo.height)
        size = pixels(shrink * logo.width), pixels(shrink * logo.height)
        return logo.convert("RGBA").resize(size, Image.Resampling.LANCZOS)

    def texts(self, title: str | None, subtitle: str | None) -> "list[tuple[Setting, int]]":
        """Return the set texts from top to bottom, each with the vertical position of the top of its capitals."""
        from handler.typography.layout import Column, fit  # noqa: PLC0415 - as above

        room = self.size.height - 2 * self.margin
        if self.logo:
            room -= self.logo.height + self.gap
        settings = []
        if subtitle:
            height = room if title is None else room * 2 // 5
            below = fit(
                subtitle,
                typeface_of("regular"),
                self._sizes(SUBTITLES),
                Column(self.width, height, 3),
                pitch=1.35,
            )
            settings.append(below)
            room -= below.height + self.gap
        if title:
            pitch = 1.3 if self.side else 1.12
            settings.insert(
                0, fit(title, typeface_of("bold"), self._sizes(TITLES), Column(self.width, room, 5), pitch=pitch)
            )
        placed: list[tuple[Setting, int]] = []
        bottom = self.size.height - self.margin
        for setting in reversed(settings):
            if placed:  # what reaches below a line, as letters of Arabic do, needs its room too
                bottom -= max(self.gap, setting.depth + placed[0][0].crown + CLEARANCE)
            placed.insert(0, (setting, bottom - setting.height))
            bottom -= setting.height
        return placed

    def stamped(self, ground: Image.Image) -> Image.Image:
        """Return the card with the logo in its upper corner."""
        if self.logo is None:
            return ground
        left = self.margin + round((self.width - self.logo.width) * self.side)
        below = ground.convert("RGBA")
        below.alpha_composite(self.logo, (left, self.margin))
        return below.convert(ground.mode)


def _covered(ground: Image.Image, picture: Image.Image, fill: Sequence[str], ink: str, top: int | None) -> Image.Image:
    """Return the picture under a veil of the background, as strong as the text needs. top: of the text, or None."""
    shown = ImageOps.fit(picture, ground.size, Image.Resampling.LANCZOS)
    if shown.mode == "RGBA":
        shown = Image.alpha_composite(ground.convert("RGBA"), shown)
    shown = shown.convert(ground.mode)
    return shown if top is None else Image.composite(ground, shown, _scrim(ground.size, top, _cover(fill, ink)))


def _cover(fill: Sequence[str], ink: str) -> float:
    """Return the least opacity, 0 to 1, at which these colours make the ink readable over any picture."""
    plain = min(contrast(ink, colour) for colour in fill)
    if plain < LEGIBLE:
        return HOPELESS
    aim = min(plain, 1.05 * LEGIBLE)  # between two of its colours a gradient can be lighter than both
    for part in range(round(100 * FIRM), 100):
        mixed = [_blend(colour, under, part / 100) for colour in fill for under in ("000000", "ffffff")]
        if all(contrast(ink, colour) >= aim for colour in mixed):
            return part / 100
    return 1


def _blend(colour: str, under: str, part: float) -> str:
    above, below = rgba(colour)[:3], rgba(under)[:3]
    red, green, blue = (mix(one, other, part) for one, other in zip(below, above, strict=True))
    return hexadecimal((red, green, blue))


def _scrim(size: tuple[int, int], top: int, cover: float) -> Image.Image:
    """Return the mask of a veil: FAINT at the upper edge, growing smoothly to `cover` where the text begins."""
    column = Image.new("L", (1, size[1]))
    for row in range(size[1]):
        way = min(1, row / max(1, top))
        column.putpixel((0, row), ceil(255 * mix(FAINT, cover, way * way * (3 - 2 * way))))
    return column.resize(size)
