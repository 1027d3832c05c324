"""Texts: every parser of URLs, bodies, headers and events gets mutated ones; only an ImageError below 500 may come out.

What a parser understands must read back as the same: `parse(write(recipe)) == recipe`.
"""

import json
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from random import Random
from typing import Any

from fuzz import phrases
from handler.core import signing
from handler.core.keys import checked_key, decode
from handler.core.origins.https_url import canonical_url
from handler.dialects import json_form, native
from handler.errors import ImageError, Inexpressible
from handler.generators import GENERATORS
from handler.jobs import events
from handler.recipe import Recipe
from handler.web import negotiation, preconditions
from handler.web.feeds.cameras import Feed

OUR_FAULTS = {500, 502}
STATE = preconditions.Validators("0a1b")
CONDITIONS = ("if-none-match", "if-match", "if-modified-since", "if-unmodified-since", "range", "if-range")


def _queries(data: bytes) -> None:
    query = data.decode("latin-1")
    for parse in (native.parse, *(_made(kind) for kind in GENERATORS)):
        try:
            parsed = parse(query, "a/b.jpg")
        except ImageError as error:
            _below_500(error)
        else:
            _read_back(parsed, parse)
    _refused(lambda: native.parse_alone(query, Feed))
    _refused(lambda: signing.verify(signing.Address(b"/images/" + data, query), ["a key of sixteen"]))


def _made(kind: Any) -> Callable[[str, str], native.NativeReply]:
    return lambda query, _key: native.parse_made(query, kind)


def _read_back(parsed: native.NativeReply, parse: Callable[[str, str], native.NativeReply]) -> None:
    try:
        text = native.write(parsed.recipe)
    except Inexpressible:
        return
    again = parse(text, "a/b.jpg").recipe
    assert again == parsed.recipe, text
    assert native.write(again) == text
    assert isinstance(parsed.recipe.text().encode(), bytes)


def _bodies(data: bytes) -> None:
    try:
        recipe: Recipe | None = json_form.parse(data)
    except ImageError as error:
        _below_500(error)
        recipe = None
    if recipe is not None:
        assert json_form.parse(json_form.write(recipe)) == recipe
    _refused(lambda: json_form.parse_steps(data))


def _paths(data: bytes) -> None:
    _refused(lambda: checked_key(decode(data)))
    text = data.decode("utf-8", "surrogateescape")
    for said in (text, f"https://{text}", f"https://images.example.com/{text}"):
        with suppress(ValueError):
            one = canonical_url(said)
            assert canonical_url(one) == one


def _headers(data: bytes) -> None:
    text = data.decode("latin-1")
    assert negotiation.candidates(text)
    for name in CONDITIONS:
        _refused(lambda name=name: preconditions.unchanged({name: text}, STATE))  # type: ignore[misc]
        _refused(lambda name=name: preconditions.span({"range": "bytes=0-1", name: text}, STATE, 100))  # type: ignore[misc]


def _events(data: bytes) -> None:
    try:
        event = json.loads(data)
    except (ValueError, RecursionError):
        return
    assert all(isinstance(found, events.Job | events.Unreadable) for found in events.jobs(event))
    assert all(events.messages(event))


def _requests(data: bytes) -> None:
    """Let Lambda's door answer an event: whatever it holds, the answer is JSON, and no fault of ours."""
    try:
        event = json.loads(data)
    except (ValueError, RecursionError):
        return
    answer = _door()(event, None)
    assert json.dumps(answer)
    assert answer.get("statusCode", 400) not in OUR_FAULTS, answer


@cache
def _door() -> Callable[[Any, Any], dict[str, Any]]:
    """Return the handler of an application that serves the samples, quietly."""
    os.environ |= {
        "TINTYPE_SOURCE": (phrases.ROOT / "samples").as_uri(),
        "TINTYPE_UNSIGNED": "any",
        "TINTYPE_LOG": "off",
    }
    logging.disable()
    from handler.entry import lambda_handler

    return lambda_handler


def _refused(work: Callable[[], object]) -> None:
    try:
        work()
    except ImageError as error:
        _below_500(error)


def _below_500(error: ImageError) -> None:
    if error.status >= 500:  # noqa: PLR2004 - the first status that is nobody's but ours
        raise error


KINDS: dict[str, tuple[Callable[[Random], bytes], Callable[[bytes], None]]] = {
    "query": (phrases.query, _queries),
    "body": (phrases.body, _bodies),
    "path": (phrases.query, _paths),
    "header": (phrases.header, _headers),
    "event": (phrases.event, _events),
    "request": (phrases.event, _requests),
}
NAMES = tuple(KINDS)


def made(random: Random) -> bytes:
    """Return an input: a text, and in front of it a byte that chooses who reads it."""
    number = random.choices(range(len(NAMES)), (40, 20, 10, 10, 20, 2))[0]
    return bytes([number]) + KINDS[NAMES[number]][0](random)


def tried(given: bytes) -> str:
    """Let an input be read; anything but an ImageError passes through."""
    name = NAMES[given[0] % len(NAMES)]
    KINDS[name][1](given[1:])
    return name
