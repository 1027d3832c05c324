"""Next: the address that next/image writes, `/_next/image?url=%2Fcat.jpg&w=640&q=75`, and Next's own optimizer answers.

Width and quality are both asked for, as there. Nothing is enlarged, and Accept chooses the format. A width need not be
in a list: which ones pass unsigned is the ladder's to say.

https://nextjs.org/docs/app/api-reference/components/image
"""

from typing import Annotated, Any

from pydantic import Field

from handler.core.delivery import Delivery
from handler.core.geometry import MAX_SIDE
from handler.core.params import Declared, Param
from handler.core.signing import signed, verify
from handler.core.source import Fetched, Stored
from handler.dialects.interface import PictureReply
from handler.dialects.located.door import QueryDialect
from handler.dialects.located.outputs import Pinned, Url, located_output
from handler.dialects.located.sizes import only_resize
from handler.ops.resize import Resize
from handler.recipe import Recipe

__all__ = ["NextWords", "operations", "parse", "picture_of_width", "signed", "verify", "words_of_width", "write"]


class NextWords(Declared):
    """What next/image can ask for."""

    url: Url
    w: Annotated[int, Param("w"), Field(ge=1, le=MAX_SIDE, description="Width, pixels.", examples=["640"])]
    q: Annotated[int, Param("q"), Field(ge=1, le=100, description="Quality.", examples=["75"])]
    dpl: Pinned = None


def picture_of_width(words: NextWords, source: Stored | Fetched) -> PictureReply:
    """Return the picture of that width."""
    ops = (Resize(w=words.w),)
    return PictureReply(
        Recipe.of(source, ops, located_output("q", str(words.q), None, words.q)), Delivery(negotiable=True)
    )


def words_of_width(asked: PictureReply) -> dict[str, Any]:
    """Return width and quality of a picture."""
    resize = only_resize(asked.recipe.ops)
    return {"w": resize and resize.w, "q": asked.recipe.output.quality}


DOOR = QueryDialect("next", NextWords, picture_of_width, words_of_width, "Get a picture as next/image asks for it")
parse, write, operations = DOOR.parse, DOOR.write, DOOR.operations
