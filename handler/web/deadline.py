"""Deadline: blocking work runs in a thread, and an answer leaves in time, whatever the thread is doing.

When the time is nearly over the answer is 504, and the thread is left to finish by itself: Python cannot stop a decoder
written in C. Without that the client would wait for nothing, and Lambda would kill the function with all it holds.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from math import inf
from typing import TypeVar

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from handler.errors import DeadlineExceeded
from handler.runtime.admission import Caller, calling
from handler.runtime.threadpool import THREADS
from handler.runtime.time_budget import ANSWER_RESERVE, budgeted, seconds_left
from handler.web.preconditions import conditional

Endpoint = Callable[[Request], Response]
Result = TypeVar("Result")


def request_seconds_left(scope: Scope, setting: float) -> float:
    """Return how many seconds a request may work: what Lambda leaves, less the reserve; elsewhere the setting."""
    left = seconds_left(scope.get("aws.context"))
    return setting if left == inf else max(0.0, left - ANSWER_RESERVE)


def threaded(endpoint: Endpoint, setting: float, *, light: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that does the same in a thread, within the time there is. light: whether it never renders."""

    @wraps(endpoint)
    async def run(request: Request) -> Response:
        return await within(request, setting, endpoint, request, light=light)

    return run


async def within(
    request: Request,
    setting: float,
    work: Callable[..., Result],
    *arguments: object,
    streams: bool = False,
    light: bool = False,
) -> Result:
    """Do blocking work in a thread; DeadlineExceeded when the time is over, Saturated where no thread is free.

    streams: whether a stream follows, which hears by itself that the client has left. Nobody else may listen then:
    granian takes a listener that gives up, as the one here would, for a client that has left. light: whether nothing is
    rendered.
    """
    load = getattr(request.app.state, "load", None)
    if load is not None and not light and _renders(request):
        load.check()
    with timely(request, setting) as seconds, budgeted(seconds), calling() as caller:
        listening = None if streams else asyncio.create_task(_listen(request, caller))
        try:
            return await THREADS.run(partial(work, *arguments), load)
        finally:
            if listening:
                listening.cancel()


@contextmanager
def timely(request: Request, setting: float) -> Iterator[float]:
    """Give the seconds that a request has; DeadlineExceeded in what is awaited inside once they are over."""
    try:
        seconds = request_seconds_left(request.scope, setting)
        with anyio.fail_after(seconds):
            yield seconds
    except TimeoutError as error:
        raise DeadlineExceeded("the time for an answer has run out; ask for a smaller picture, or again") from error


def _renders(request: Request) -> bool:
    """Return whether a request is certain to be rendered: neither the client nor the results bucket can have it."""
    if request.method == "POST":
        return True
    cheap = request.method == "HEAD" or conditional(request.headers) or request.app.state.settings.results
    return bool(request.scope["query_string"] and not cheap)


async def _listen(request: Request, caller: Caller) -> None:
    """Take the caller out of every line when the client has left. A body that is still to be read is not touched."""
    if not request.state.request_body.coming:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        caller.leave()
