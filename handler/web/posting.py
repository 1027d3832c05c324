"""Posting: what the address of a posted request says, and what ties the body to it."""

from hashlib import sha256
from typing import Annotated

from fastapi import Request
from pydantic import Field
from starlette.types import Message

from handler.core.params import Param
from handler.errors import InvalidParameter
from handler.ops.op import Declared


class Posting(Declared):
    """What is said of a posted request in its address. A signature covers the address alone, hence the digest."""

    digest: Annotated[
        Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None,
        Param("sha256"),
        Field(
            description="SHA-256 of the body, hexadecimal; without it no signature holds.",
            examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        ),
    ] = None
    expires: Annotated[
        int | None,
        Param("expires"),
        Field(ge=0, le=2**40, description="It is good until then, seconds since 1970.", examples=["1893456000"]),
    ] = None


class Hashed:
    """A body that is digested as it comes in."""

    def __init__(self, request: Request) -> None:
        """Take a request whose body nobody has read."""
        self.request = Request(request.scope, self._receive)
        self._source = request.receive
        self._digest = sha256()

    async def _receive(self) -> Message:
        message = await self._source()
        self._digest.update(message.get("body", b""))
        return message

    def check(self, posting: Posting) -> None:
        """Raise InvalidParameter where the address names another body than the one that was read."""
        if posting.digest not in {None, self._digest.hexdigest()}:
            raise InvalidParameter("sha256 is not that of the body", parameter="sha256")
