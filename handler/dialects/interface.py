"""What a dialect is to the rest of the program: the request that it reads, the replies it may give, its functions.

All of it is plain values and pure functions. A module says what is to be answered; `handler/web/dispatch.py` does it.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

from handler.core.delivery import Delivery, FactsWish
from handler.core.geometry import Size
from handler.core.keys import Key
from handler.core.limits import Limits
from handler.core.params import Declared
from handler.core.signing import Address
from handler.recipe import Recipe

NO_PRESETS: Mapping[str, str] = MappingProxyType({})
NO_HEADERS: Mapping[str, str] = MappingProxyType({})

SAMPLES = ("dandelion.jpg", "bee.jpg", "owl.png", "bridge.webp", "lighthouse.gif")
"""Keys that `make run` has, for examples."""


class ClientHints(NamedTuple):
    """What a viewer's browser tells, rounded to what there is.

    dpr: of its screen. width: pixels of the screen that the picture fills. saves: whether the viewer saves data.
    None for what it does not tell.
    """

    dpr: int | None = None
    width: int | None = None
    saves: bool = False


NO_HINTS = ClientHints()


KeyOfBucket = Callable[[str, str], str | None]
"""Gives the key under which an object of a bucket, by its own key, is served; None where it lies in no source."""


def in_no_source(bucket: str, key: str) -> str | None:
    """Return None: no bucket is a source where none are known."""
    del bucket, key
    return None


class DialectRequest(NamedTuple):
    """A request as a dialect reads it.

    path: what follows the door's prefix, still percent-encoded. query: raw. presets: the query of each by its name.
    hints: for a dialect that lets a request ask for them. prefix: of the door itself, a single slash at the root.
    base: what viewers have before every path, empty where it is not known. accept: the header, None for none.
    key_of: for a dialect that names buckets.
    origin: scheme and host as they were asked for, empty where the host is no host. limits: those of this service.
    manners: the words of the setting that the dialect's row names.
    """

    path: bytes
    query: str
    presets: Mapping[str, str] = NO_PRESETS
    method: str = "GET"
    hints: ClientHints = NO_HINTS
    prefix: str = "/"
    base: str = ""
    accept: str | None = None
    key_of: KeyOfBucket = in_no_source
    origin: str = ""
    limits: Limits = Limits()
    manners: frozenset[str] = frozenset()


BySize = Callable[[Size], Mapping[str, str]]
"""What is known with the upright size of the source: ImageError where the request is wrong for it, else headers."""


def unsized(size: Size) -> Mapping[str, str]:
    """Return no header: what is right for one size is right for all."""
    del size
    return NO_HEADERS


class PictureReply(NamedTuple):
    """A picture is asked for: what the recipe makes, or the stored file itself where the delivery says so.

    by_size: is asked once the header of the source has been read, before a pixel is; it changes nothing of the recipe,
    whose digest is known before.
    """

    recipe: Recipe
    delivery: Delivery = Delivery()
    by_size: BySize = unsized


class Document(NamedTuple):
    """How a dialect writes facts down: a pure function of those that /info tells and of the limits.

    headers: besides its type; a Vary in it is joined with that of the answer. metadata: names of what may stand beside
    the stored object, which `write` finds in the facts under `beside`, as far as it is there.
    """

    write: Callable[[Mapping[str, Any], Limits], Mapping[str, Any]]
    media_type: str = "application/json"
    headers: Mapping[str, str] = NO_HEADERS
    metadata: tuple[str, ...] = ()


class FactsReply(NamedTuple):
    """Facts of a stored picture and of the result are asked for.

    bare: of the stored file alone, which no limit of a rendition concerns. document: None for the service's own form.
    wish: what is to be told besides.
    """

    picture: PictureReply
    bare: bool = False
    document: Document | None = None
    wish: FactsWish = FactsWish()

    @property
    def recipe(self) -> Recipe:
        """The recipe whose result is foretold."""
        return self.picture.recipe

    @property
    def delivery(self) -> Delivery:
        """How the answer is handed over."""
        return self.picture.delivery


class RedirectReply(NamedTuple):
    """Another address of this service is meant. path: the whole of it, escaped, with its query if it has one."""

    path: str


class PreflightReply(NamedTuple):
    """A browser asks what it may send. methods: those that the address takes."""

    methods: tuple[str, ...] = ("GET", "HEAD", "OPTIONS")


Reply = PictureReply | FactsReply | RedirectReply | PreflightReply


class PathField(NamedTuple):
    """A part of a path, as the documentation tells it. kind: the annotation of its values."""

    name: str
    description: str
    examples: tuple[str, ...]
    kind: Any = Key


class Operation(NamedTuple):
    """One thing that can be asked for at a door, as the documentation tells it.

    name: unique; how client libraries call it. below: what follows the door's prefix, with `{name}` for each of
    `fields`. query: the declarations whose parameters the query takes. answers: a document is facts in a form
    of the dialect's own. fetches: whether a stored picture is read, so that what can fail there is told.
    """

    name: str
    below: str
    summary: str
    description: str
    fields: tuple[PathField, ...] = ()
    query: tuple[type[Declared], ...] = ()
    answers: Literal["picture", "facts", "document"] = "picture"
    fetches: bool = True


class SignatureScheme(Protocol):
    """How requests at a door are signed.

    raw: the whole path and query, as they were asked for. A dialect with keys of its own gets the path from its door
    on, beginning with a slash: `/unsafe/300x200/a.jpg`, so that the same link is good at the root and under a prefix.
    """

    def signed(self, raw: Address) -> bool:
        """Return whether a request carries a signature, right or wrong."""

    def verify(self, raw: Address, keys: Sequence[str]) -> bool:
        """Return whether it carries the signature of one of the keys."""


class DialectModule(SignatureScheme, Protocol):
    """The functions of a dialect's module."""

    def parse(self, asked: DialectRequest) -> Reply:
        """Return what a request means; ImageError where it means nothing."""

    def write(self, picture: PictureReply) -> str:
        """Return what follows the door's prefix, with its query, unsigned, so that `parse` reads the same picture.

        Inexpressible names what the dialect cannot say.
        """

    def operations(self) -> tuple[Operation, ...]:
        """Return what can be asked for, for the documentation."""
