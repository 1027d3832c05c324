"""Part clock: the CPU time that each part of a program takes while it runs, told by functions that belong to a part.

A function that is called within another stops the clock of that one's part: what each part is charged with is its own.
Threads are measured apart, and a coroutine only while it runs.
"""

import inspect
import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from time import thread_time
from typing import Any


class PartClock:
    """Seconds by part. parts: dotted names of functions, `module:Class.function`, and the part of each."""

    def __init__(self, parts: dict[str, str]) -> None:
        """Measure nothing yet."""
        self.parts = parts
        self.seconds: dict[str, float] = defaultdict(float)
        self.local = threading.local()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure while the block runs. A function that a version of the code does not have is left out."""
        undone: list[Callable[[], None]] = []
        for name, part in self.parts.items():
            module, _, path = name.partition(":")
            try:
                owner: Any = import_module(module)
                *outer, last = path.split(".")
                for each in outer:
                    owner = getattr(owner, each)
                function = inspect.getattr_static(owner, last)
            except (ImportError, AttributeError):
                continue
            setattr(owner, last, self._measured(function, part))
            undone.append(lambda owner=owner, last=last, function=function: setattr(owner, last, function))  # type: ignore[misc]
        try:
            yield
        finally:
            for undo in undone:
                undo()

    def _measured(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(function):

            @wraps(function)
            async def stepwise(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - any function
                return await _Steps(self, part, function(*given, **named))

            return stepwise

        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - any function
            self.begin(part)
            try:
                return function(*given, **named)
            finally:
                self.end()

        return timed

    def begin(self, part: str) -> None:
        """Charge what has run so far, and run this part."""
        self._charge()
        self.local.stack.append(part)

    def end(self) -> None:
        """Charge the part that runs, and go on with the one around it."""
        self._charge()
        self.local.stack.pop()

    def _charge(self) -> None:
        now = thread_time()
        stack = self.local.__dict__.setdefault("stack", [])
        if stack:
            self.seconds[stack[-1]] += now - self.local.last
        self.local.last = now


class _Steps:
    """A coroutine of a part, which is measured from each time it goes on until it waits again."""

    def __init__(self, clock: PartClock, part: str, work: Any) -> None:  # noqa: ANN401 - any coroutine
        self.clock, self.part, self.work = clock, part, work

    def __await__(self) -> Generator[Any, Any, Any]:
        sent, error = None, None
        while True:
            self.clock.begin(self.part)
            try:
                waited = self.work.throw(error) if error else self.work.send(sent)
            except StopIteration as end:
                return end.value
            finally:
                self.clock.end()
            try:
                sent, error = (yield waited), None
            except BaseException as raised:  # noqa: BLE001 - it is the coroutine's to handle
                sent, error = None, raised
