"""Marked: generated tables between the marks of a page that is otherwise written by hand."""

import re


def replaced(page: str, name: str, table: str, end: str = "end") -> str:
    """Return the page with this table between `<!-- name -->` and `<!-- end -->`, in place of what stood there."""
    return re.sub(rf"(<!-- {name} -->\n).*?(<!-- {end} -->)", rf"\g<1>{table}\n\g<2>", page, flags=re.DOTALL)
