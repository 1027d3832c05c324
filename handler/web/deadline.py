"""Deadline: every answer leaves before the time for it is over, even where a decoder cannot be stopped.

Blocking work runs in a thread. When the time is nearly over the answer is 504 and the thread is left to finish by
itself: no Python can stop a C library, but a client that waits for nothing, and a Lambda function that is killed with
all it holds, would be worse.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, TypeVar

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from handler.errors import DeadlineExceeded
from handler.runtime.admission import Caller, calling
from handler.runtime.threadpool import THREADS
from handler.runtime.time_budget import budgeted
from handler.web.preconditions import conditional

RESERVE_SECONDS = 0.7
"""What is kept back of Lambda's time for the answer itself, which has to be there half a second before the end."""

Endpoint = Callable[[Request], Response]
Result = TypeVar("Result")


def request_seconds_left(scope: Scope, setting: float) -> float:
    """Return how long a request may work: what Lambda's context says, less the reserve, else the setting."""
    context: Any = scope.get("aws.context")
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    return max(0.0, remaining() / 1000 - RESERVE_SECONDS) if remaining else setting


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

    streams: whether a stream follows. It hears by itself that the client has left; and granian takes a question that
    is withdrawn, as this one's would be, for a client that has left. light: whether nothing is rendered.
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
    """Raise DeadlineExceeded in what is awaited inside when the time is over; gives the seconds there are."""
    try:
        seconds = request_seconds_left(request.scope, setting)
        with anyio.fail_after(seconds):
            yield seconds
    except TimeoutError as error:
        raise DeadlineExceeded("the time for an answer has run out; ask for a smaller picture, or again") from error


def _renders(request: Request) -> bool:
    """Return whether a request will be rendered for certain: the client has no picture, and none is kept."""
    if request.method == "POST":
        return True
    cheap = request.method == "HEAD" or conditional(request.headers) or request.app.state.settings.results
    return bool(request.scope["query_string"] and not cheap)


async def _listen(request: Request, caller: Caller) -> None:
    """Tell the caller's lines when the client has left. A body that is still to be read is not taken away."""
    if not getattr(request.receive, "coming", False):
        while (await request.receive())["type"] != "http.disconnect":
            pass
        caller.leave()
