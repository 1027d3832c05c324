"""Picture paths: what the dialects share that have a picture's address at the end of their own, and the way back.

1. The picture is a key of the store; a slash before it, which is that of a path on a host, is no part of it.
2. A URL names a picture at another host, or with this service's own address before it one of this service. Whether
   another host may be asked is judged where it is fetched.
3. The query has our signature, `expires` and `v`, and nothing else: what is to be made stands in the path.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from handler.core.delivery import Delivery
from handler.core.keys import checked_key
from handler.core.source import Fetched, Stored
from handler.dialects.interface import PictureReply, Reply
from handler.dialects.located.location import SCHEMES, source_at
from handler.dialects.native import ground
from handler.errors import Inexpressible, InvalidRequest
from handler.ops.op import Op

SAFE_IN_KEYS = "/"


def pictured(text: str, base: str = "", **picked: Any) -> Stored | Fetched:  # noqa: ANN401 - fields of Picked
    """Return the picture that a decoded address names.

    base: what viewers have before this service's paths. picked: what is said of the picture besides, as its frame.
    """
    if not text.startswith(SCHEMES):
        return Stored(key=checked_key(text.removeprefix("/")), **picked)
    named = source_at("url", text, base)
    return named.model_copy(update=picked) if picked else named


def painted_everywhere(ops: Iterable[Op], colour: str | None) -> tuple[Op, ...]:
    """Return operations with a colour wherever they make room, as `bg` of our own query has it; None leaves them."""
    if colour is None:
        return tuple(ops)
    grounded = (op.model_copy(update={"bg": colour}) if "bg" in type(op).model_fields else op for op in ops)
    return ground.once(tuple(grounded))


def written_path(picture: PictureReply) -> str:
    """Return the path of a picture, percent-encoded; Inexpressible for one that is made or was posted."""
    source = picture.recipe.source
    if isinstance(source, Fetched):
        return quote(source.url, safe="")
    if isinstance(source, Stored):
        return quote(source.key, safe=SAFE_IN_KEYS)
    raise Inexpressible("this dialect says pictures that are stored or fetched, and this one is neither")


def written_terms(delivery: Delivery) -> str:
    """Return the query of a link with its `?`, empty where nothing is said."""
    said = {"expires": delivery.expires, "v": delivery.edition}
    pairs = [f"{name}={quote(str(value), safe='')}" for name, value in said.items() if value is not None]
    return "?" + "&".join(pairs) if pairs else ""


def confirmed(address: str, picture: PictureReply, parse: Callable[[str, str], Reply]) -> str:
    """Return an address that says a picture, read back to be sure; Inexpressible names what it does not say.

    parse: tells what a path and a query mean. That a preset was asked for is said by what it stands for.
    """
    path, _, query = address.partition("?")
    try:
        again = parse(path, query)
    except InvalidRequest as error:
        raise Inexpressible(f"this dialect cannot say the picture: {error.detail}") from error
    plain = picture.delivery.model_copy(update={"preset": None, "alone": False})
    if again == PictureReply(picture.recipe, plain):
        return address
    read = again.recipe.ops if isinstance(again, PictureReply) else ()
    lost = [op.op for at, op in enumerate(picture.recipe.ops) if read[at : at + 1] != (op,)]
    part = next(iter(lost), "output" if isinstance(again, PictureReply) and again.delivery == plain else "delivery")
    raise Inexpressible(f"this dialect cannot say this {part}: another order, a repetition, or no word for it")
