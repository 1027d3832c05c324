"""Validation messages: pydantic's errors in plain words that show nothing of pydantic.

Who asks for a picture need not know what validates the request; pydantic's own messages speak of inputs, tags and
instances. `sentence` has words for every kind of error that our declarations can cause, and a general one for others.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails, ValidationError

OTHERWISE = "is not what is expected here"
"""For kinds of error that have no phrase of their own."""

PHRASES = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), "must be a whole number"),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_parsing"), "must be a number"),
    "finite_number": "must be a finite number",
    "greater_than": "must be above {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be below {lt}",
    "less_than_equal": "must be at most {le}",
    **dict.fromkeys(("bool_type", "bool_parsing"), "must be true or false"),
    **dict.fromkeys(("string_type", "string_unicode"), "must be a text"),
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must be of another form",
    **dict.fromkeys(("tuple_type", "list_type", "set_type", "frozen_set_type"), "must be a list"),
    "too_short": "must have at least {min_length}, not {actual_length}",
    "too_long": "must have at most {max_length}, not {actual_length}",
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "dataclass_type"), "must be an object"),
    "missing": "is missing",
    "extra_forbidden": "there is no such member",
    "none_required": "must be null",
    "union_tag_not_found": "must say of which kind it is",
    **dict.fromkeys(("json_invalid", "json_type"), "is not JSON"),
}
"""Phrase for each kind of pydantic error; fields in braces are filled from the error's context."""


CLASS = re.compile(r"\^\[([^\]]+)\]\{([0-9]+)(?:,([0-9]+))?\}(%\?)?\$")
KINDS = {"A-Za-z0-9": "letters, digits", "a-f0-9": "the digits 0 to f", "0-9a-f": "the digits 0 to f", "0-9": "digits"}
"""A pattern of some characters, and words for those that are ranges, the longest first."""


class FirstFault(NamedTuple):
    """The first thing that is wrong with a value. member: its path, as `match.0`; said: what it must be."""

    member: str
    said: str

    def __str__(self) -> str:
        """Return both, as `match.0: must be a text`."""
        return f"{self.member}: {self.said}"


def first_fault(error: ValidationError) -> FirstFault:
    """Return what pydantic found first, in the house's words."""
    fault = error.errors(include_url=False)[0]
    return FirstFault(".".join(map(str, fault["loc"])), sentence(fault))


def sentence(fault: ErrorDetails) -> str:
    """Return what the value must be, such as `must be at most 250`; a validator's own message is kept as it is."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind in {"value_error", "assertion_error"}:
        return str(context.get("error", "")) or OTHERWISE
    if kind == "literal_error":
        return f"must be {sentence_list(expected(context))}"
    if kind == "union_tag_invalid":
        return f"is none of {', '.join(expected(context))}"
    if kind == "string_pattern_mismatch":
        return _form(str(context.get("pattern", "")))
    phrase = PHRASES.get(kind, OTHERWISE)
    return phrase.format(**{name: _shown(number) for name, number in context.items()})


def _form(pattern: str) -> str:
    """Return in words what a pattern asks for that counts characters of a class; of others only that it is another."""
    found = CLASS.fullmatch(pattern)
    if found is None:
        return PHRASES["string_pattern_mismatch"]
    characters, least, most, percent = found.groups()
    kinds = []
    for part, words in KINDS.items():
        if part in characters:
            kinds.append(words)
            characters = characters.replace(part, "")
    many = f"at most {most}" if most else least
    return (
        f"must be of {sentence_list([*kinds, *characters], 'and')}, {many} of them{', or percent' if percent else ''}"
    )


def expected(context: Mapping[str, Any]) -> list[str]:
    """Return the allowed words from an error's context, as JSON and queries write them."""
    told = str(context.get("expected", context.get("expected_tags", "")))
    return re.findall("'([^']*)'", told) or [told.lower()]


def sentence_list(words: list[str], last: str = "or") -> str:
    """Join words for a sentence: `a, b or c`."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _shown(number: object) -> object:
    return int(number) if isinstance(number, float) and number.is_integer() else number
