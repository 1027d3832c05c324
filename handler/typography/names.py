"""Names of fonts, as a request writes them: a family, and in which style."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.config import JsonDict

GENERIC = ("sans-serif", "serif", "monospace")
"""Families that are no file's name: each deployment has fonts of its own for them, and the first always."""

STYLES = ("bold", "italic")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}")


def _named(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with the family first and the styles in order."""
    styles = [word.lower() for word in words if word.lower() in STYLES]
    families = [word for word in words if word.lower() not in STYLES]
    if len(families) > 1 or len(set(styles)) < len(styles):
        raise ValueError("a font is one family, then bold, italic, or both: sans-serif,bold")
    family = families[0] if families else GENERIC[0]
    if not NAME.fullmatch(family):
        raise ValueError("a font is named by up to 64 letters, digits, spaces, dots, hyphens and underscores")
    return (family, *(style for style in STYLES if style in styles))


SHOWN: JsonDict = {"pattern": f"^{NAME.pattern}$"}
FontWord = Annotated[str, Field(max_length=64, examples=["sans-serif", "bold"], json_schema_extra=SHOWN)]
FontName = Annotated[tuple[FontWord, ...], Field(min_length=1, max_length=3), AfterValidator(_named)]
"""A family of fonts, then its styles: `sans-serif,bold`, `NotoSansJP`."""
