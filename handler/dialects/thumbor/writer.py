"""Writer: from a picture to the path that says it: words for what comes first, filters for all else in its order.

What is written is read again: where that is another picture, Inexpressible names the first operation that differs.
"""

from urllib.parse import quote

from handler.core.source import Fetched, Stored
from handler.dialects.interface import PictureReply
from handler.dialects.thumbor.filters.writing import delivered, filter_said, finished, frames_said
from handler.dialects.thumbor.frame_writer import Frame, framed_words
from handler.dialects.thumbor.signature import PLAIN, UNSAFE
from handler.dialects.thumbor.source import unmistakable
from handler.errors import ImageError, Inexpressible
from handler.ops.op import Op


def write(picture: PictureReply) -> str:
    """Return the path behind the door's prefix, unsigned; Inexpressible names what it cannot say."""
    recipe, delivery = picture.recipe, picture.delivery
    source = recipe.source
    if not isinstance(source, Stored | Fetched):
        raise Inexpressible("a path of thumbor's ends in a key or a URL, which this picture has not")
    frame = framed_words(recipe.ops)
    rest = [filter_said(op) for op in recipe.ops[frame.taken :]]
    filters = [*frame.early, *frame.late, *rest, *finished(recipe.output), *frames_said(source), *delivered(delivery)]
    smart = ["smart"] if "redeye()" in rest and "smart" not in frame.words else []
    path = "/".join(
        [*frame.words, *smart, *([f"filters:{':'.join(filters)}"] if filters else []), unmistakable(*source.keys)]
    )
    _confirm(path, picture, frame)
    return f"{UNSAFE}/{quote(path, safe=PLAIN)}"


def _confirm(path: str, picture: PictureReply, frame: Frame) -> None:
    from handler.dialects.thumbor.door import thumbor_reply  # noqa: PLC0415 - which names this module

    recipe, delivery = picture.recipe, picture.delivery
    try:
        again = thumbor_reply(path)
    except ImageError as error:
        raise Inexpressible(f"a path of thumbor's cannot say this: {error.detail}") from error
    for ours, theirs in zip(recipe.ops, again.recipe.ops, strict=False):
        if ours != theirs:
            raise _inexpressible(ours)
    if len(recipe.ops) != len(again.recipe.ops):
        raise _inexpressible(recipe.ops[frame.taken - 1])
    unsaid = {"alone": delivery.alone, "preset": delivery.preset}
    if again.recipe.source != recipe.source:
        raise Inexpressible(
            "a path of thumbor's cannot say this source: it names a key, and one frame or the first ones"
        )
    if again.recipe.output != recipe.output or again.delivery.model_copy(update=unsaid) != delivery:
        raise Inexpressible("a path of thumbor's cannot say this output: it has a format, a quality and little else")


def _inexpressible(op: Op) -> Inexpressible:
    return Inexpressible(f"a path of thumbor's cannot say this {op.op}")
