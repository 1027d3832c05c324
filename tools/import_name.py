"""Import name: the wheel has the package `tintype`, made of `handler` by renaming it; docs/decisions/0017 says why.

hatchling calls the hook when it builds a wheel. An editable installation is a path to this tree, and changes nothing.

1. `handler` is renamed where it names the package: in imports, and before the name of one of its modules in strings,
   comments and shell scripts, as `handler.app:app` or `handler/errors.py`. Both names have seven letters, so that every
   line and column of a traceback is that of the tree.
2. Python itself judges each module: compiled, it has to be the same as before but for imports and strings.
3. What could be meant and is not known to be is refused with its file and line, not left for a user to find.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

T = TypeVar("T")

SOURCE, PUBLISHED = "handler", "tintype"
SAMPLES = "samples"
"""They go along, so that `tintype serve` shows something wherever it is installed."""

UNPUBLISHED = ("__pycache__", "*.pyc")
PROGRAMS = frozenset({".py", ".sh"})
"""How the names of files end in which the package is renamed."""

MEANT = re.compile(rf"(?<![\w.-]){SOURCE}[./:]\w+")
"""What looks like a module in a text."""

UNCLEAR = re.compile(rf"""^\s*import\b.*\b{SOURCE}\b|["']{SOURCE}[./:]?["'{{]""", re.MULTILINE)
"""What may be the package and is not renamed: a text that begins with it and tells no module, a line of imports."""


class WheelHook(BuildHookInterface[Any]):
    """Puts the renamed package into a wheel."""

    PLUGIN_NAME = "custom"
    place = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the package into a folder, and hand that to hatchling."""
        if version == "editable":
            return
        self.place = tempfile.mkdtemp()
        publish(Path(self.root) / SOURCE, Path(self.place) / PUBLISHED)
        build_data["force_include"][f"{self.place}/{PUBLISHED}"] = PUBLISHED
        build_data["force_include"][f"{self.root}/{SAMPLES}"] = f"{PUBLISHED}/{SAMPLES}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the folder."""
        del version, build_data, artifact_path
        if self.place:
            shutil.rmtree(self.place)


def publish(source: Path, target: Path) -> None:
    """Copy a package under its published name; ValueError names a line that cannot be renamed."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*UNPUBLISHED))
    names = sorted(path.stem for path in source.iterdir() if path.suffix in {"", ".py"} and path.stem != "__init__")
    for path in sorted(each for each in target.rglob("*") if each.is_file()):
        where = f"{SOURCE}/{path.relative_to(target)}"
        if path.suffix in PROGRAMS:
            path.write_text(renamed(path.read_text(encoding="utf-8"), names, where), encoding="utf-8")
        elif _pattern(names).search(path.read_bytes().decode("utf-8", "replace")):
            raise ValueError(f"{where} names a module of {SOURCE}, which only {' and '.join(sorted(PROGRAMS))} may")


def renamed(text: str, names: list[str], where: str) -> str:
    """Return a program's text with the package renamed. names: its modules; where: what errors call the file."""
    published = _renamed(text, names)
    if where.endswith(".py"):
        if found := UNCLEAR.search(published):
            raise ValueError(
                f"{where}: {found[0].strip()} may mean the package: name a module of it, in a line of its own"
            )
        _judge(_compiled(text, where), _compiled(published, where), names)
    return published


def _pattern(names: list[str]) -> re.Pattern[str]:
    module = "|".join(map(re.escape, names))
    places = (
        rf"(?<![\w.-]){SOURCE}(?=[./:](?:{module})\b)",
        rf"(?<=\bfrom ){SOURCE}(?= import )",
        rf"(?<=\bimport ){SOURCE}(?= as |$)",
        rf"(?<=-m ){SOURCE}\b",
    )
    return re.compile("|".join(places), re.MULTILINE)


def _renamed(text: str, names: list[str]) -> str:
    return _pattern(names).sub(PUBLISHED, text)


def _compiled(text: str, where: str) -> CodeType:
    return compile(text, where, "exec", dont_inherit=True)


def _judge(before: CodeType, after: CodeType, names: list[str]) -> None:
    """Raise ValueError where more changed than imports and strings, or where a string is not clear."""
    where = f"{before.co_filename}:{before.co_firstlineno}"
    texts, published = (list(_of(str, code.co_consts)) for code in (before, after))
    same = before.co_code == after.co_code and before.co_varnames == after.co_varnames
    named = {pair for pair in zip(before.co_names, after.co_names, strict=False) if pair[0] != pair[1]}
    if not same or [_renamed(text, names) for text in texts] != published or any(map(_differ, named)):
        raise ValueError(f"{where}: {SOURCE} is a variable here, or written in a way that cannot be renamed")
    for found in filter(None, map(MEANT.search, published)):
        raise ValueError(f"{where}: {found[0]} is no module of {SOURCE}")
    for inner in zip(_of(CodeType, before.co_consts), _of(CodeType, after.co_consts), strict=True):
        _judge(*inner, names)


def _of(kind: type[T], constants: Iterable[object]) -> Iterator[T]:
    """Return the constants of a kind, those in tuples and sets too."""
    for each in constants:
        if isinstance(each, kind):
            yield each
        elif isinstance(each, tuple | frozenset):
            yield from _of(kind, each if isinstance(each, tuple) else sorted(each, key=repr))


def _differ(pair: tuple[str, str]) -> bool:
    """Return whether two names are not the package's own and published one."""
    before, after = (name.partition(".") for name in pair)
    return (before[0], after[0], before[2]) != (SOURCE, PUBLISHED, after[2])
