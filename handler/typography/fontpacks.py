"""Font packs: the fonts that a deployment has beside the included ones, by the names of their files.

1. `NotoSansJP-Bold.ttf` is the family NotoSansJP in bold. Case, spaces and hyphens in a family's name do not count.
2. The fonts of a pack also draw what the included ones lack, in the order of their names, whatever font was asked for.
3. A font is read when it is first needed. So many bytes of fonts are kept; then those used first are read anew.
4. A file that is no font is as if it were not there, but to who names it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import NamedTuple, Protocol

from handler.errors import InvalidParameter, SourceUnusable
from handler.typography.names import GENERIC, STYLES
from handler.typography.typefaces import Face, Typeface, Weight, included

KEPT_BYTES = 64_000_000
"""Bytes of a pack's fonts that are kept in memory."""

REGULAR, MONOSPACE = "regular", GENERIC[2]
VARIABLE = re.compile(r"\[[^\]]*\]|-VariableFont_.*$")
"""What the names of variable fonts have after the family: NotoSansJP[wght]."""


class FontStore(Protocol):
    """Where the files of a pack lie."""

    def sizes(self) -> Mapping[str, int]:
        """Return the name of each file and its size in bytes."""

    def read(self, name: str) -> bytes:
        """Return a file."""

    def mark(self) -> str:
        """Return a text that differs from one set of fonts to another."""


class PackedFont(NamedTuple):
    """A font of a pack: its family as it is compared, its styles, and what draws it."""

    family: str
    styles: tuple[str, ...]
    face: Face


class FontPack:
    """The fonts of one store."""

    def __init__(self, store: FontStore) -> None:
        self.store = store
        self._loaded: dict[str, Face] = {}
        self._listed: tuple[PackedFont, ...] | None = None
        self._lock = Lock()

    def fonts(self) -> tuple[PackedFont, ...]:
        """Return all fonts, by name; none of them is read."""
        with self._lock:
            if self._listed is None:
                self._listed = tuple(self._packed(name) for name in self.store.sizes())
            return self._listed

    def _packed(self, name: str) -> PackedFont:
        stem = name.rpartition(".")[0]
        face = Face(stem, lambda: self._read(name, face))
        return PackedFont(*_parted(stem), face)

    def _read(self, name: str, face: Face) -> bytes:
        data = self.store.read(name)
        with self._lock:
            self._loaded.pop(name, None)
            self._loaded[name] = face
            sizes = self.store.sizes()
            while len(self._loaded) > 1 and sum(sizes[each] for each in self._loaded) > KEPT_BYTES:
                self._loaded.pop(next(iter(self._loaded))).release()
        return data


def _parted(stem: str) -> tuple[str, tuple[str, ...]]:
    """Return family and styles of a file's name."""
    family, _, suffix = VARIABLE.sub("", stem).rpartition("-")
    said = suffix.lower()
    styles = tuple(style for style in STYLES if style in said)
    if family and said in {REGULAR, "".join(styles)}:
        return _plain(family), styles
    return _plain(VARIABLE.sub("", stem)), ()


def _plain(name: str) -> str:
    return re.sub(r"[ _-]", "", name).lower()


class _Use:
    """What this process uses: one pack, since it has one set of settings."""

    pack: FontPack | None = None


def use_fonts(store: FontStore | None) -> None:
    """Draw from now on with the fonts of a store too; None for the included ones alone."""
    _Use.pack = FontPack(store) if store else None
    _named.cache_clear()


def fonts_mark() -> str:
    """Return a text that differs from one set of fonts to another; empty where the included ones are all."""
    return _Use.pack.store.mark() if _Use.pack else ""


def typeface_of(weight: Weight) -> Typeface:
    """Return all fonts that draw letters of a weight, without those in colours."""
    name = (GENERIC[0], "bold") if weight == "bold" else (GENERIC[0],)
    return tuple(face for face in typeface_named(name) if not face.emoji)


def typeface_named(name: tuple[str, ...], parameter: str = "txt-font") -> Typeface:
    """Return the fonts of a family in a style, then those that draw what it lacks; InvalidParameter without one."""
    pack = _Use.pack
    found = _named(name, pack)
    if found is None:
        raise InvalidParameter(f"{parameter}: {_missing(name, pack)}", parameter=parameter)
    if found[0] not in included("bold") + included("regular"):
        _check(found[0])
    return found


@lru_cache(maxsize=64)
def _named(name: tuple[str, ...], pack: FontPack | None) -> Typeface | None:
    """Return the fonts of a name, None where there are none."""
    family, *styles = name
    wanted = tuple(styles)
    fonts = pack.fonts() if pack else ()
    beside = included("bold" if "bold" in styles else "regular")
    others = _others(fonts, bold="bold" in styles)
    if family.lower() == GENERIC[0] and "italic" not in styles:
        return beside + others
    main = next((each.face for each in fonts if _fits(each, family, wanted)), None)
    return None if main is None else (main, *beside, *(face for face in others if face is not main))


def _fits(font: PackedFont, family: str, styles: tuple[str, ...]) -> bool:
    """Return whether a font is what a name asks for."""
    if font.face.name == family and not styles:
        return True
    if font.styles != styles:
        return False
    kind = family.lower()
    if kind == GENERIC[0]:
        return "serif" not in font.family.replace("sansserif", "") and "mono" not in font.family
    if kind == GENERIC[1]:
        return "serif" in font.family.replace("sansserif", "")
    return "mono" in font.family if kind == MONOSPACE else font.family == _plain(family)


def _others(fonts: tuple[PackedFont, ...], *, bold: bool) -> Typeface:
    """Return a font of each family, in bold where that is wanted and there."""
    chosen: dict[str, PackedFont] = {}
    for font in fonts:
        before = chosen.get(font.family)
        if before is None or _rank(font, bold=bold) < _rank(before, bold=bold):
            chosen[font.family] = font
    return tuple(font.face for font in chosen.values())


def _rank(font: PackedFont, *, bold: bool) -> int:
    return 2 * ("italic" in font.styles) + (("bold" in font.styles) != bold)


def _missing(name: tuple[str, ...], pack: FontPack | None) -> str:
    from handler.core.suggest import nearest  # noqa: PLC0415 - only a request that is refused pays for it

    family, *styles = name
    families = sorted({font.family: font.face.name for font in pack.fonts()} if pack else ())
    if _plain(family) in families and styles:
        return f"the font {family} is not here in {' '.join(styles)}"
    near = nearest(_plain(family), families)
    return f"there is no font {','.join(name)} here" + (f"; did you mean {near}?" if near else "")


def _check(face: Face) -> None:
    """Raise SourceUnusable where a file is no font."""
    if not face.sound:
        raise SourceUnusable(f"the font {face.name} cannot be read")
