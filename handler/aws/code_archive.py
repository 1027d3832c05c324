"""Code archive: all compiled modules of the Lambda package in one file, out of which they are imported.

A module is a slice of that file: Python need not look for it in folders, nor open a file for it. All else of a module
is as it is without: its source stays in its folder, and so do its name, its path, its data files and its tracebacks.
Where there is no such file, or it was written for another Python, modules come out of their folders as ever.

`tools/build_package.py` writes the file: `MAGIC_NUMBER` of its Python, the length of the index in four bytes, the index
as JSON, and then one .pyc after the other. What is imported before `cold_start` keeps its own .pyc.
"""

import json
import marshal
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER
from types import CodeType, ModuleType

NAME = "code.archive"
"""Of the file, at the top of the package."""

Index = dict[str, tuple[bool, int, int]]
"""Of each module: whether it is a package, where its code begins after the index, and how many bytes it has."""


def import_from_archive(folder: str) -> bool:
    """Import what comes from now on out of the archive of a package's folder; False where there is none to use."""
    try:
        descriptor = os.open(f"{folder}/{NAME}", os.O_RDONLY)
    except OSError:
        return False
    head = os.read(descriptor, len(MAGIC_NUMBER) + 4)
    if not head.startswith(MAGIC_NUMBER) or PathFinder not in sys.meta_path:
        os.close(descriptor)
        return False
    size = int.from_bytes(head[-4:], "little")
    index: Index = json.loads(os.read(descriptor, size))
    # Whoever watches imports, as tracing layers do, stands before it, and goes on to see them all.
    sys.meta_path.insert(sys.meta_path.index(PathFinder), ArchiveFinder(folder, index, descriptor, len(head) + size))
    return True


class ArchiveFinder:
    """Finds the modules that an archive has. Of others it says nothing, so that Python looks on."""

    def __init__(self, folder: str, index: Index, descriptor: int, base: int) -> None:
        """Begin with the package's folder, the index, the archive, which stays open, and where its index ends."""
        self.folder, self.index, self.descriptor, self.base = folder, index, descriptor, base

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is loaded; None where it is not in the archive, or is asked for out of another folder."""
        del target
        found = self.index.get(name)
        if found is None:
            return None
        is_package, start, size = found
        place = f"{self.folder}/{name.replace('.', '/')}"
        if path is not None and place.rpartition("/")[0] not in path:
            return None
        origin = f"{place}/__init__.py" if is_package else f"{place}.py"
        spec = ModuleSpec(name, ArchiveLoader(name, origin, (self.descriptor, size, self.base + start)), origin=origin)
        spec.has_location = True  # so that there is a __file__
        if is_package:
            spec.submodule_search_locations = [place]
        return spec


class ArchiveLoader(SourceFileLoader):
    """Loads a module whose code is in an archive; its source and its data files are those of its folder."""

    def __init__(self, name: str, origin: str, slice_: tuple[int, int, int]) -> None:
        """Begin with the module's name, the path of its source, and where its code is: descriptor, size, start."""
        super().__init__(name, origin)
        self.slice = slice_

    def get_code(self, fullname: str) -> CodeType:
        """Return the module's code."""
        del fullname
        code: CodeType = marshal.loads(os.pread(*self.slice))  # noqa: S302 - out of our own package
        return code
