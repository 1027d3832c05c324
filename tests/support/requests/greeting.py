"""A dialect that tests add to the table: /greeting/{w}/{key}, with a form of facts and an older address of its own."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from handler.core.delivery import Delivery, Signature
from handler.core.keys import checked_key, decode
from handler.core.limits import Limits
from handler.core.signing import signed, verify
from handler.core.source import Stored
from handler.dialects.interface import (
    SAMPLES,
    DialectRequest,
    Document,
    FactsReply,
    Operation,
    PathField,
    PictureReply,
    PreflightReply,
    RedirectReply,
    Reply,
)
from handler.dialects.literals import Malformed, integer
from handler.dialects.native import parse_alone
from handler.dialects.table import Dialect
from handler.dialects.validation import blame
from handler.errors import Inexpressible, InvalidParameter
from handler.ops.resize import Resize
from handler.recipe import Recipe

__all__ = ["GREETING", "operations", "parse", "signed", "verify", "write"]

GREETING = Dialect(
    "greeting",
    "/greeting/{rest:path}",
    "tests.support.requests.greeting",
    "a stored picture of a width, for whoever says hello",
    "300/{key}",
    methods=("GET", "HEAD", "OPTIONS"),
    invalidated="*",
)
OLD = b"old/"
FACTS = b"facts/"


def parse(asked: DialectRequest) -> Reply:
    """Return a picture of the width; its facts below `facts/`; below `old/` the address that counts today."""
    if asked.method == "OPTIONS":
        return PreflightReply(GREETING.methods)
    parse_alone(asked.query, Signature)
    if asked.path.startswith(OLD):
        return RedirectReply(f"{GREETING.prefix}{asked.path.removeprefix(OLD).decode()}")
    width, _, key = asked.path.removeprefix(FACTS).partition(b"/")
    picture = PictureReply(
        Recipe(source=Stored(key=checked_key(decode(key))), ops=(_resize(decode(width)),)), Delivery(negotiable=True)
    )
    return FactsReply(picture, document=Document(_told)) if asked.path.startswith(FACTS) else picture


def write(picture: PictureReply) -> str:
    """Return the width and the key."""
    ops, keys = picture.recipe.ops, picture.recipe.keys
    if len(keys) != 1 or len(ops) != 1 or ops != (Resize(w=ops[0].model_dump().get("w")),):
        raise Inexpressible("a greeting has a key and a width, and nothing else")
    return f"{ops[0].model_dump()['w']}/{keys[0]}"


def operations() -> tuple[Operation, ...]:
    """Return the one that is told."""
    fields = PathField("w", "Its width, pixels.", ("300",), int), PathField("key", "The picture's key.", SAMPLES)
    return (Operation("greeting", "{w}/{key}", "Say hello", "Return a stored picture.", fields, (Signature,)),)


def _resize(text: str) -> Resize:
    try:
        return Resize(w=integer(text))
    except Malformed as error:
        raise InvalidParameter(f"w={text[:40]}: {error}", parameter="w") from error
    except ValidationError as error:
        raise blame(error, Resize, {"w": text}) from error


def _told(facts: Mapping[str, Any], limits: Limits) -> Mapping[str, Any]:
    assert limits.bytes
    return {"greeting": facts["source"]["key"], "width": facts["result"]["width"]}
