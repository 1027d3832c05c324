"""Tintype, in this tree: `import tintype` gives `handler`, of which the wheel's package of that name is made.

An editable installation puts this folder on Python's path (`dev-mode-dirs` in pyproject.toml). Whatever is imported
under the published name is the very module of the tree, so that no class is there twice.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import InspectLoader, Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, spec_from_loader
from types import CodeType, ModuleType
from typing import cast

PUBLISHED, SOURCE = "tintype", "handler"


class Alias(MetaPathFinder, Loader):
    """Finds and loads modules of the published name: it hands over those of the tree."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is loaded, None where it is not ours or not there."""
        del path, target
        if name.partition(".")[0] != PUBLISHED or (found := find_spec(self.get_filename(name))) is None:
            return None
        return spec_from_loader(name, self, is_package=found.submodule_search_locations is not None)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module of the tree, and keep its own spec: Python writes the other name's over it."""
        module = import_module(self.get_filename(spec.name))
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Put its own spec back, and do no more: it has run."""
        if module.__spec__:
            module.__spec__ = module.__spec__.loader_state

    def get_code(self, name: str) -> CodeType | None:
        """Return what `python -m tintype` runs."""
        found = find_spec(self.get_filename(name))
        return cast("InspectLoader", found.loader).get_code(found.name) if found else None

    def get_filename(self, name: str) -> str:
        """Return the name in the tree."""
        return SOURCE + name.removeprefix(PUBLISHED)


sys.meta_path.insert(0, Alias())
sys.modules[__name__] = import_module(SOURCE)
