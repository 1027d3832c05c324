"""Uploads: what POST /render is sent: a JSON recipe, or a form with a picture and a recipe."""

from hashlib import sha256

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from handler.blob import Blob, blob_of
from handler.delivery import Delivery
from handler.dialects import body
from handler.dialects.native import Parsed
from handler.errors import InvalidRecipe, UnacceptedKind
from handler.limits import Limits
from handler.recipe import Posted, Recipe

FORM_FIELDS = {"picture", "recipe"}


async def posted(request: Request, limits: Limits) -> tuple[Parsed, Blob | None]:
    """Return the recipe and, from a form, the picture; ImageError names what is missing or too much."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    bounded = Request(request.scope, _bounded(request, limits.bytes + body.MAX_BODY_BYTES, limits))
    if kind == "application/json":
        return Parsed(body.parse(await bounded.body()), Delivery()), None
    if kind == "multipart/form-data":
        return await _form(bounded)
    raise UnacceptedKind(
        "POST application/json, or multipart/form-data with picture and recipe", kind=kind[:80] or "none"
    )


async def _form(request: Request) -> tuple[Parsed, Blob]:
    try:
        form = await request.form(max_files=1, max_fields=1, max_part_size=body.MAX_BODY_BYTES)
    except HTTPException as error:
        raise InvalidRecipe(f"the form cannot be read: {error.detail}") from error
    try:
        names = [name for name, _ in form.multi_items()]
        if unknown := sorted(set(names) - FORM_FIELDS):
            raise InvalidRecipe(f"the form has no field {unknown[0][:40]!r}", parameter=unknown[0][:40])
        picture, recipe = form.get("picture"), form.get("recipe", "{}")
        if not isinstance(picture, UploadFile):
            raise InvalidRecipe("picture: must be a file", parameter="picture")
        if isinstance(recipe, UploadFile):
            raise InvalidRecipe("recipe: must be JSON text, not a file", parameter="recipe")
        data = await picture.read()
    finally:
        await form.close()
    steps = body.parse_steps(recipe.encode())
    digest = sha256(data).hexdigest()
    made = Recipe(source=Posted(posted=digest), ops=steps.ops, output=steps.output)
    return Parsed(made, Delivery()), blob_of(data, digest)


def _bounded(request: Request, most: int, limits: Limits) -> Receive:
    """Return a receive that stops reading a body where it is past what any recipe and picture may have."""
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most:
            limits.check_bytes(seen)
        return message

    return receive
