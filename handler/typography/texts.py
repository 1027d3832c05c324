"""Texts: which may be drawn, as the declarations of operations and generators say it."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.config import JsonDict

from handler.typography.bidi import UNSEEN
from handler.typography.clusters import INVISIBLE_SPACE, clusters

STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories of invisible characters that control others: control, format, surrogate, line separators."""

LONGEST_BLOCK, MOST_LINES = 1000, 50
"""Characters of a text that is laid on a picture, and its lines where it breaks them itself."""

MOST_MARKS = 32
"""The most characters of one cluster: a letter with as many accents is a tower that covers its page."""

CONTROLS = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
"""Ranges of control characters in a regular expression."""

SHOWN: JsonDict = {"pattern": rf"^[^{CONTROLS}]*[^\s{CONTROLS}][^{CONTROLS}]*$"}
"""JSON schema of a drawable text: at least one visible character, no control characters. Validation is stricter."""


def _printable(text: str) -> str:
    if any(unicodedata.category(char) in STEERING and char not in {*UNSEEN, INVISIBLE_SPACE} for char in text):
        raise ValueError("text holds no control characters, line breaks or invisible formatting")
    if all(char.isspace() or char in UNSEEN or char == INVISIBLE_SPACE for char in text):
        raise ValueError("text has at least one character that is not a space")
    if max(end - start for start, end in clusters(text)) > MOST_MARKS:
        raise ValueError(f"text has no more than {MOST_MARKS} characters in one, as accents on a letter")
    return text


def _lines(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if text.count("\n") >= MOST_LINES:
        raise ValueError(f"text has at most {MOST_LINES} lines")
    _printable(text.replace("\n", " "))
    return text


DrawableText = Annotated[str, Field(min_length=1, max_length=200, json_schema_extra=SHOWN), AfterValidator(_printable)]
"""Text that can be drawn: at most 200 characters, no control characters or line breaks, not only spaces."""

Passage = Annotated[str, Field(min_length=1, max_length=300, json_schema_extra=SHOWN), AfterValidator(_printable)]
"""The same with at most 300 characters."""

TextBlock = Annotated[str, Field(min_length=1, max_length=LONGEST_BLOCK), AfterValidator(_lines)]
"""Text of several lines: at most LONGEST_BLOCK characters and MOST_LINES lines, no control characters else."""
