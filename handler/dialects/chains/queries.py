"""Queries: one parameter of a service taken out of a raw query, and what is left of it."""

from handler.core.query_string import pairs
from handler.errors import RepeatedParameter


def one_parameter(query: str, name: str) -> tuple[str | None, str]:
    """Return what a parameter says, None where it is not there, and the query without it."""
    kept, found = [], []
    for part in filter(None, query.split("&")):
        ((word, text),) = pairs(part)
        if word == name:
            found.append(text)
        else:
            kept.append(part)
    if len(found) > 1:
        raise RepeatedParameter(f"{name} is given more than once", parameter=name)
    return (found[0] if found else None), "&".join(kept)


def bare_parameter(query: str, beginning: str) -> tuple[str | None, str]:
    """Return a parameter that has no value and begins so, without its beginning, and the query without it."""
    kept, found = [], []
    for part in filter(None, query.split("&")):
        ((word, text),) = pairs(part)
        if word.startswith(beginning) and not text:
            found.append(word.removeprefix(beginning))
        else:
            kept.append(part)
    if len(found) > 1:
        raise RepeatedParameter(f"{beginning} is given more than once", parameter=beginning)
    return (found[0] if found else None), "&".join(kept)
