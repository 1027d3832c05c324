"""The table of dialects: every door at which a picture is asked for by its address alone, one row each.

1. A door's name and path stand here, and nowhere else but in its own module: routes, gate, OpenAPI, the first page,
   invalidation, `tintype sign` and the documentation go through the rows.
2. A row is plain text. Its module is imported when the door is first used, so one that nobody uses costs no cold start.
3. The first row is the door of stored pictures; whoever asks at a path that is none is sent there.
4. Rows of one dialect are one family, which a setting opens. The first row of a family may stand at the root as well.

What a module offers is told in `handler/dialects/interface.py`.
"""

from collections.abc import Collection
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from handler.dialects.interface import DialectModule


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
    """Below the prefix, what a CDN keeps of a stored picture, `{key}` for its key; empty where it keeps nothing long.
    CloudFront takes a `*` at the end alone: a dialect whose keys come last has `*`, which is all of its door."""

    family: str = "native"
    """The dialect's name in TINTYPE_DIALECTS, TINTYPE_ROOT and TINTYPE_UNSIGNED: it opens all rows of that family."""
    secret: str = ""
    """The setting that has the keys of the dialect's own signatures; empty: links are signed as this service has it."""
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


ROOT = "/{rest:path}"
"""The route of the door at the root, which comes after all others."""

DIALECTS: tuple[Dialect, ...] = (
    Dialect(
        "images",
        "/images/{key:path}",
        "handler.dialects.native.stored",
        "a stored picture, changed as the parameters say",
        "{key}?w=300&fm=webp",
        stands_in=True,
        invalidated="{key}*",
        keyed=True,
    ),
    Dialect(
        "info",
        "/info/{key:path}",
        "handler.dialects.native.facts",
        "facts of a picture and of the result, as JSON",
        "{key}?w=300",
        light=True,
    ),
    Dialect(
        "generate",
        "/generate/{name}",
        "handler.dialects.native.made",
        "a picture that is drawn: placeholder, gradient, pattern, qr, avatar, card, montage",
        "placeholder?size=300x200",
        names="handler.generators",
    ),
    Dialect(
        "cloudflare",
        "/cdn-cgi/image/{rest:path}",
        "handler.dialects.cloudflare.door",
        "a stored picture by an address in Cloudflare's form",
        "width=300,format=auto/{key}",
        stands_in=True,
        invalidated="*",
        family="cloudflare",
    ),
    Dialect(
        "aws",
        "/aws/{rest:path}",
        "handler.dialects.aws.requests",
        "a picture as AWS's Dynamic Image Transformation (Serverless Image Handler) has it",
        "fit-in/300x200/{key}",
        invalidated="*",
        family="aws",
        secret="aws_key",  # noqa: S106 - the setting's name
    ),
    Dialect(
        "cloudinary",
        "/cloudinary/{rest:path}",
        "handler.dialects.cloudinary.addresses",
        "a picture as Cloudinary has it",
        "image/upload/c_fill,w_300,h_200/f_auto/{key}",
        invalidated="*",
        family="cloudinary",
        secret="cloudinary_secret",  # noqa: S106 - the setting's name
    ),
    Dialect(
        "imagekit",
        "/imagekit/{rest:path}",
        "handler.dialects.imagekit.addresses",
        "a picture as ImageKit has it",
        "tr:w-300,h-200/{key}",
        invalidated="*",
        family="imagekit",
        secret="imagekit_key",  # noqa: S106 - the setting's name
    ),
    Dialect(
        "imageengine",
        "/imageengine/{rest:path}",
        "handler.dialects.vendors.imageengine",
        "a picture as ImageEngine has it",
        "{key}?imgeng=/w_300/h_200",
        invalidated="{key}*",
        family="imageengine",
    ),
    Dialect(
        "storyblok",
        "/storyblok/{rest:path}",
        "handler.dialects.vendors.storyblok",
        "a picture as Storyblok has it",
        "{key}/m/300x200",
        invalidated="{key}*",
        family="storyblok",
    ),
    Dialect(
        "twicpics",
        "/twicpics/{rest:path}",
        "handler.dialects.vendors.twicpics",
        "a picture as TwicPics has it",
        "{key}?twic=v1/cover=300x200",
        invalidated="{key}*",
        family="twicpics",
    ),
    Dialect(
        "imagemogr2",
        "/imagemogr2/{rest:path}",
        "handler.dialects.vendors.imagemogr2",
        "a picture as imageMogr2 of Qiniu, Tencent and EdgeOne has it",
        "{key}?imageMogr2/thumbnail/300x200",
        invalidated="{key}*",
        family="imagemogr2",
    ),
    Dialect(
        "uploadcare",
        "/uploadcare/{rest:path}",
        "handler.dialects.vendors.uploadcare",
        "a picture as Uploadcare has it",
        "{key}/-/scale_crop/300x200/center/",
        invalidated="{key}*",
        family="uploadcare",
    ),
    Dialect(
        "wagtail",
        "/wagtail/{rest:path}",
        "handler.dialects.vendors.wagtail",
        "a picture as Wagtail has it",
        "{key}/fill-300x200",
        invalidated="{key}*",
        family="wagtail",
    ),
)
"""The doors, in the order in which they are shown."""


def families() -> frozenset[str]:
    """Return the names of all dialects."""
    return frozenset(row.family for row in DIALECTS)


def open_doors(chosen: Collection[str]) -> tuple[Dialect, ...]:
    """Return the doors of these families, in the order in which they are shown."""
    return tuple(row for row in DIALECTS if row.family in chosen)


def at_root(family: str) -> Dialect | None:
    """Return the door of a family that stands at the root, None where no family is named."""
    return next((row.rooted() for row in DIALECTS if row.family == family), None)


def served(chosen: Collection[str], root: str) -> tuple[Dialect, ...]:
    """Return every door that answers: those that are open, and behind them the one at the root."""
    last = at_root(root)
    return (*open_doors(chosen), last) if last else open_doors(chosen)
