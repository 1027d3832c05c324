"""Instructions: what becomes of each picture: parameters or a JSON recipe, and the format that a file's name asks for.

1. Parameters are read by the native dialect, so they mean here what they mean in a URL, and the bytes are the same.
2. The end of OUT decides the format where nothing else does; what contradicts it is refused.
3. What only says how a server answers (dl, v, expires, s, ch) is refused: nothing is ever ignored.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from handler.commands.batch.words import says_format
from handler.commands.misuse import Misuse
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.output import Output
from handler.core.signing import PARAMETER, Address, names
from handler.core.source import Posted
from handler.core.validation_text import sentence_list
from handler.dialects import json_form, native
from handler.dialects.interface import DialectRequest, PictureReply, Reply
from handler.dialects.native import made
from handler.dialects.native.spellings import SYNONYMS
from handler.errors import ImageError
from handler.recipe import Recipe, Source

MADE = "generate:"
"""What stands before the name of a generator, in place of a file."""

ANY_KEY = "picture"
HERE = Posted(posted="0" * 64)
"""The picture that is at hand, as it comes with a request; only a server has to tell one from another."""

ENDS = [f".{name}" for name in WRITTEN if not FORMATS[name].text and FORMATS[name].extension == name]
"""What the names of pictures end in that can be written."""

ANSWERS = {"download": "dl", "edition": "v", "expires": "expires", "hinted": "ch"}
"""Fields of a delivery that are no defaults where somebody has said them, and their parameters."""


class Instructions(NamedTuple):
    """What is asked for, as text, so that another process can be told. steps: a JSON recipe, empty for none.

    generator: whose drawing is rendered, empty for files. presets: queries by name.
    """

    query: str = ""
    steps: bytes = b""
    generator: str = ""
    presets: Mapping[str, str] = {}

    def recipe(self) -> Recipe:
        """Return the recipe for any picture at hand; Misuse says what is wrong with it."""
        try:
            return self._of_steps() if self.steps else self._of_query()
        except ImageError as error:
            raise Misuse(error.detail) from error

    def for_name(self, suffix: str) -> "Instructions":
        """Return the instructions with the format of a file's name, where they say none; Misuse where both disagree.

        suffix: what the name ends in, without the point.
        """
        asked = _spelt(suffix)
        if not asked:
            return self
        if not self.says_format:
            return self._in(_format(suffix))
        forms = [form for form in self.recipe().output.candidates if form in FORMATS]
        others = [form for form in forms if FORMATS[form].extension != _extension(asked)]
        if others:
            ends = f".{FORMATS[others[0]].extension}"
            raise Misuse(f"fm={others[0]} is no .{suffix}: let OUT end in {ends}, or leave fm out")
        return self

    @property
    def says_format(self) -> bool:
        """Whether they say in which format the result is."""
        if self.steps:
            return json_form.parse_steps(self.steps).output.formats != Output().formats
        return says_format(self.query)

    def _in(self, form: str) -> "Instructions":
        if not self.steps:
            return self._replace(query="&".join(filter(None, [self.query, f"fm={form}"])))
        said = json.loads(self.steps)
        changed = {**said, "output": {**said.get("output", {}), "formats": [form]}}
        return self._replace(steps=json.dumps(changed).encode())

    def _of_steps(self) -> Recipe:
        steps = json_form.parse_steps(self.steps)
        source: Source = _picture(self._said()).recipe.source if self.generator else HERE
        return Recipe.of(source, steps.ops, steps.output)

    def _of_query(self) -> Recipe:
        if PARAMETER in names(Address(b"", self.query)):
            raise Misuse(f"{PARAMETER} is the signature of a link, and nothing of a file: leave it out")
        picture = _picture(self._said())
        if picture.delivery.original and not self.generator:
            raise Misuse("say what becomes of it: a parameter, as w=300 or fm=webp, or --recipe FILE.json")
        for field, name in ANSWERS.items():
            if getattr(picture.delivery, field):
                raise Misuse(f"{name} says how a server answers, and nothing of a file: leave it out")
        recipe = picture.recipe
        if self.generator:
            return recipe
        options = recipe.source.model_dump(exclude={"key"})
        return recipe.model_copy(update={"source": Posted.model_validate({**options, "posted": HERE.posted})})

    def _said(self) -> Reply:
        if self.generator:
            return made.parse(DialectRequest(self.generator.encode(), self.query, self.presets))
        return native.parse(self.query, ANY_KEY, self.presets)


def _picture(reply: Reply) -> PictureReply:
    if not isinstance(reply, PictureReply):
        raise Misuse("fm=json tells facts, and makes no picture: tintype explain --json does")
    return reply


def _spelt(suffix: str) -> str:
    return SYNONYMS["fm"].get(suffix.lower(), suffix.lower())


def same_end(suffix: str, extension: str) -> bool:
    """Return whether the end of a name is that of a format; a name without one suits all. Both without the point."""
    return not suffix or _extension(_spelt(suffix)) == extension


def _extension(form: str) -> str:
    return FORMATS[form].extension if form in FORMATS else form


def _format(suffix: str) -> str:
    """Return the format of a name's end; Misuse lists those that there are."""
    form = _spelt(suffix)
    if form in WRITTEN and not FORMATS[form].text:
        return form
    raise Misuse(f"OUT ends in .{suffix}, which no picture is written as; it may end in {sentence_list(ENDS)}")
