"""Pairs: which picture becomes which file, before anything is rendered.

1. IN is a file, a folder with all that lie below it, `-` for standard input, or generate:NAME.
2. A folder's pictures keep their names below OUT; a file in a folder keeps its own. The end follows the format.
3. Of a folder, files are taken whose names end as those of pictures do; hidden ones, and OUT itself, are left out.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handler.commands.batch.instructions import MADE
from handler.commands.misuse import Misuse
from handler.core.formats.catalogue import FORMATS, READ

STANDARD = "-"
ENDS_READ = frozenset(
    {*(FORMATS[name].extension for name in READ), "jpeg", "jpe", "jfif", "tif", "heif", "j2k", "apng"}
)
"""What the names of pictures end in that can be read, without the point."""


class Pair(NamedTuple):
    """A picture and where it goes. target: whole where `named`, else without the end that its format will have.

    source: None for standard input and for what is drawn; target: None for standard output.
    """

    name: str
    source: Path | None
    target: Path | None
    named: bool = True


class Pairs(NamedTuple):
    """What is to be done. several: whether IN is a folder. others: files in it that are no pictures by their names."""

    pairs: list[Pair]
    several: bool = False
    others: int = 0

    @property
    def suffix(self) -> str:
        """What the one name that OUT gives ends in, without the point; empty where it gives none."""
        target = self.pairs[0].target if self.pairs and self.pairs[0].named else None
        return target.suffix.removeprefix(".") if target else ""


def paired(given: str, out: str) -> Pairs:
    """Return what IN and OUT say; Misuse where they cannot be meant together."""
    if given == STANDARD or given.startswith(MADE):
        return Pairs([_of_one(given, None, out)])
    source = Path(given).expanduser()
    if source.is_dir():
        return _of_folder(source, out)
    if not source.is_file():
        raise Misuse(f"there is no file or folder {given}")
    return Pairs([_of_one(given, source, out)])


def _of_one(name: str, source: Path | None, out: str) -> Pair:
    if out == STANDARD:
        return Pair(name, source, None)
    target = Path(out).expanduser()
    if target.is_dir() or out.endswith(("/", os.sep)):
        if name == STANDARD:
            raise Misuse(f"{out} is a folder, and standard input has no name to keep there: name a file")
        return Pair(name, source, target / (source.stem if source else name.removeprefix(MADE)), named=False)
    if not target.parent.is_dir():
        raise Misuse(f"there is no folder {target.parent} for {target.name}")
    return Pair(name, source, target)


def _of_folder(source: Path, out: str) -> Pairs:
    target = Path(out).expanduser()
    if out == STANDARD:
        raise Misuse(f"{source} is a folder, and standard output takes one picture: name a folder")
    if target.exists() and not target.is_dir():
        raise Misuse(f"{source} is a folder and {out} is a file: OUT is a folder too")
    if target.resolve() == source.resolve():
        raise Misuse(f"OUT is the folder IN: name another, so that the pictures in {source} stay as they are")
    pairs, others = [], 0
    for path in _files(source, target.resolve()):
        if path.suffix.removeprefix(".").lower() not in ENDS_READ:
            others += 1
            continue
        below = path.relative_to(source)
        pairs.append(Pair(str(path), path, target / below.with_suffix(""), named=False))
    return Pairs(pairs, several=True, others=others)


def _files(folder: Path, without: Path) -> Iterator[Path]:
    """Give every file below a folder, in order of names, but for hidden ones and those of another folder."""
    for parent, folders, names in os.walk(folder):
        inside = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in inside if (Path(parent) / name).resolve() != without]
        yield from (Path(parent) / name for name in sorted(names) if not name.startswith("."))
