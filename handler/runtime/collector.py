"""Collector: Python's search for garbage, which rests while a library is imported.

Nothing of what is imported is garbage, and the search would look through all of it again and again.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Let the collector rest as long as this lasts, in all threads. It will never look at what was imported meanwhile.

    Where nothing was, all goes on as before: what is kept from the collector again and again would pile up.
    """
    enabled, modules = gc.isenabled(), len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > modules:
            gc.freeze()
        if enabled:
            gc.enable()
