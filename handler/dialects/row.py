"""Row: what the table of dialects says of one door, as plain text."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from handler.dialects.interface import DialectModule

ROOT = "/{rest:path}"
"""The route of the door at the root, which comes after all others."""


class Dialect(NamedTuple):
    """One row: a door, the module that reads what is asked there, and what else differs from door to door."""

    name: str
    """What the gate and the route are called."""
    path: str
    """The route: a prefix, then `{key:path}`, `{name}` or whatever stands for the rest."""
    module: str
    """The dotted name of a `DialectModule`."""
    about: str
    """What comes, in one line, for the first page and the reference."""
    below: str
    """An example of what follows the prefix, with a query; what stands in braces is to be filled in."""
    names: str = ""
    """The module whose NAMES are all that `{name}` can be: each is a route of its own, and in the log."""
    methods: tuple[str, ...] = ("GET", "HEAD")
    light: bool = False
    """Whether hardly an answer takes rendering: it is asked for even where too much is rendered already."""
    stands_in: bool = False
    """Whether the picture of TINTYPE_FALLBACK stands in for one that cannot be had."""
    invalidated: str = ""
    """Below the prefix, what a CDN keeps of a stored picture, `{key}` for its key, `{segment}` for the key as a single
    segment of a path; empty where it keeps nothing long. CloudFront takes a `*` at the end alone: a dialect whose keys
    come last has `*`, which is all of its door."""

    family: str = "native"
    """The dialect's name in TINTYPE_DIALECTS, TINTYPE_ROOT and TINTYPE_UNSIGNED: it opens all rows of that family."""
    secret: str = ""
    """The setting that has the keys of the dialect's own signatures; empty: links are signed as this service has it."""
    manners: str = ""
    """The setting that has the dialect's manners: how it takes what its text leaves open."""
    keyed: bool = False
    """Whether what follows the prefix is a key and nothing else, so that at the root junk is told by its name."""

    @property
    def prefix(self) -> str:
        """The beginning of every path of this door."""
        return self.path.partition("{")[0]

    @property
    def example(self) -> str:
        """A path to show."""
        return self.prefix + self.below

    def paths(self) -> list[str]:
        """Return the paths of its routes, the most special first."""
        names = import_module(self.names).NAMES if self.names else ()
        return [*(f"{self.prefix}{name}" for name in names), self.path]

    def rooted(self) -> "Dialect":
        """Return the same door at the root of the service."""
        return self._replace(path=ROOT)

    def load(self) -> "DialectModule":
        """Return the module, imported now if it is not yet."""
        return cast("DialectModule", import_module(self.module))
