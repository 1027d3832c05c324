"""Uploads: reads the body of POST /render: a JSON recipe, or a form with a picture and what is to become of it.

A form says that as a recipe, or in the words of an address: `query`, as w=300&fm=webp.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Request
from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Message, Receive

from handler.core.limits import Limits
from handler.core.params import Declared, Param
from handler.core.source import Posted
from handler.core.source_file import SourceFile, source_file_of
from handler.dialects import json_form, native
from handler.dialects.interface import PictureReply
from handler.errors import InvalidParameter, InvalidRecipe, TooLarge, UnacceptedKind
from handler.recipe import Recipe

FORM_FIELDS = {"picture", "recipe", "query"}
UNREADABLE = {
    "Missing boundary": "its Content-Type names no boundary",
    "Too many files": "a form takes one file, picture",
    "Too many fields": "a form takes one text, recipe or query, beside the file picture",
    "Part exceeded": f"a recipe or query has at most {json_form.MAX_BODY_BYTES} bytes",
    "The Content-Disposition": "one of its parts has no name",
}
"""What is wrong with a form, by how Starlette's message about it begins."""
BROKEN = "its parts do not stand between the boundaries that its Content-Type names"


class InMemory(MultiPartParser):
    """A form whose file stays in memory, which the limits bound: a disk may be full or read-only."""

    spool_max_size = 0  # never; Starlette writes what is above a megabyte to /tmp

    def close(self) -> None:
        """Close every file, also one that broke off, which the form does not know."""
        for file in self._files_to_close_on_error:
            file.close()


async def posted(
    request: Request, limits: Limits, presets: Mapping[str, str]
) -> tuple[PictureReply, SourceFile | None]:
    """Return the recipe of a body and, from a form, the picture; ImageError names what is missing or too much."""
    _check_coding(request.headers.get("content-encoding", ""))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        bounded = Request(request.scope, _bounded(request, json_form.MAX_BODY_BYTES, "recipe"))
        return PictureReply(json_form.parse(await bounded.body())), None
    if kind == "multipart/form-data":
        bounded = Request(request.scope, _bounded(request, limits.bytes + json_form.MAX_BODY_BYTES, "bytes"))
        return await _form(bounded, presets)
    raise UnacceptedKind(
        "POST application/json, or multipart/form-data with picture and recipe or query", kind=kind[:80] or "none"
    )


def _check_coding(said: str) -> None:
    """Raise UnacceptedKind for a compressed body, which nothing here expands. said: its Content-Encoding."""
    coding = said.strip().lower()
    if coding not in {"", "identity"}:
        raise UnacceptedKind("POST the body as it is, without Content-Encoding", kind=coding[:80])


async def _form(request: Request, presets: Mapping[str, str]) -> tuple[PictureReply, SourceFile]:
    parser = InMemory(
        request.headers, request.stream(), max_files=1, max_fields=1, max_part_size=json_form.MAX_BODY_BYTES
    )
    try:
        form = await parser.parse()
        names = [_utf8(name) for name, _ in form.multi_items()]
        if unknown := sorted(set(names) - FORM_FIELDS):
            raise InvalidRecipe(
                f"a form takes picture and recipe or query; there is no {unknown[0][:40]}", parameter=unknown[0][:40]
            )
        picture, recipe, query = form.get("picture"), form.get("recipe", "{}"), form.get("query")
        if not isinstance(picture, UploadFile) or isinstance(recipe, UploadFile) or isinstance(query, UploadFile):
            raise InvalidRecipe("picture: must be a file, and the only one", parameter="picture")
        data = await picture.read()
    except MultiPartException as error:
        said = next((own for theirs, own in UNREADABLE.items() if error.message.startswith(theirs)), BROKEN)
        raise InvalidRecipe(f"the form cannot be read: {said}") from error
    finally:
        parser.close()
    digest = (await run_sync(sha256, data)).hexdigest()
    source = Posted(posted=digest)
    if query is not None:
        return native.parse_posted(_utf8(query), source, presets), source_file_of(data, digest)
    steps = json_form.parse_steps(_utf8(recipe).encode())
    return PictureReply(Recipe(source=source, ops=steps.ops, output=steps.output)), source_file_of(data, digest)


def _utf8(text: str) -> str:
    """Return the text; InvalidRecipe where the form's charset, as UTF-7, made letters that UTF-8 cannot have."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRecipe("the form is not UTF-8") from error
    return text


def _bounded(request: Request, most: int, limit: str) -> Receive:
    """Return a `receive` for a body of so many bytes; TooLarge, which names the limit, as soon as there are more."""
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLarge(f"the body has more than {most:,} bytes", limit=limit, max=most, actual=seen)
        return message

    return receive


class Posting(Declared):
    """The parameters of POST /render. A signature covers the address alone; hence the digest of the body."""

    digest: Annotated[
        Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None,
        Param("sha256"),
        Field(
            description="SHA-256 of the body, hexadecimal. A signature needs it.",
            examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        ),
    ] = None
    expires: Annotated[
        int | None,
        Param("expires"),
        Field(ge=0, le=2**40, description="The link is good until then, seconds since 1970.", examples=["1893456000"]),
    ] = None


class Hashed:
    """A request whose body is hashed while it is read."""

    def __init__(self, request: Request) -> None:
        """Take a request of whose body nothing has been read."""
        self.request = Request(request.scope, self._receive)
        self._source = request.receive
        self._digest = sha256()

    async def _receive(self) -> Message:
        message = await self._source()
        self._digest.update(message.get("body", b""))
        return message

    def check(self, posting: Posting) -> None:
        """Raise InvalidParameter where the address has the SHA-256 of another body than the one that was read."""
        if posting.digest not in {None, self._digest.hexdigest()}:
            raise InvalidParameter("sha256 is not that of the body", parameter="sha256")
