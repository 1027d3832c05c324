"""Deadline: every answer leaves before the time for it is over, even where a decoder cannot be stopped.

Blocking work runs in a thread. When the time is nearly over the answer is 504 and the thread is left to finish by
itself: no Python can stop a C library, but a client that waits for nothing, and a Lambda function that is killed with
all it holds, would be worse.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from handler.errors import DeadlineExceeded

RESERVE_SECONDS = 0.7
"""What is kept back of Lambda's time for the answer itself, which has to be there half a second before the end."""

Endpoint = Callable[[Request], Response]
Result = TypeVar("Result")


def seconds_left(scope: Scope, setting: float) -> float:
    """Return how long a request may work: what Lambda's context says, less the reserve, else the setting."""
    context: Any = scope.get("aws.context")
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    return max(0.0, remaining() / 1000 - RESERVE_SECONDS) if remaining else setting


def threaded(endpoint: Endpoint, setting: float) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that does the same in a thread, within the time there is."""

    @wraps(endpoint)
    async def run(request: Request) -> Response:
        return await within(request, setting, endpoint, request)

    return run


async def within(request: Request, setting: float, work: Callable[..., Result], *arguments: object) -> Result:
    """Do blocking work in a thread; DeadlineExceeded when the time is over."""
    try:
        with anyio.fail_after(seconds_left(request.scope, setting)):
            return await run_sync(work, *arguments, abandon_on_cancel=True)
    except TimeoutError as error:
        raise DeadlineExceeded("the time for an answer has run out; ask for a smaller picture, or again") from error
