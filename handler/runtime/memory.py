"""Memory limit: running out of memory raises MemoryError, before Lambda would kill the process.

The limits of a request keep every render far below; this is for what they do not foresee. The operating system limits
how much memory a process maps (RLIMIT_AS), not how much it uses: for that there is no limit that a process survives.
More is mapped than used, since most of libraries, thread stacks and malloc arenas is never touched: on a function with
1,769 MB, 85 MB more after one picture and 200 MB more within an AVIF of 7 megapixels. So the limit is the function's
whole memory, and the memory in use stays below it.
"""

from collections.abc import Mapping
from pathlib import Path

ROOM = 256 << 20
"""Bytes that may always be mapped beyond what is mapped at the start, even on the smallest function. With less, no
picture could be decoded; a function that is killed now and then is better than one of no use."""


def hold(environ: Mapping[str, str]) -> None:
    """Set the limit of this process; outside of Lambda, do nothing."""
    memory = environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
    if "AWS_LAMBDA_RUNTIME_API" not in environ or not memory.isdigit():
        return
    import resource  # noqa: PLC0415 - Windows has none

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = max(int(memory) << 20, _mapped() + ROOM)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def short_of(memory: int) -> bool:
    """Return whether `memory` bytes more would pass the limit, whoever set it; False where there is none."""
    try:
        import resource  # noqa: PLC0415 - as above
    except ImportError:
        return False
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return limit != resource.RLIM_INFINITY and _mapped() + memory > limit


def _mapped() -> int:
    """Return how many bytes this process has mapped."""
    from resource import getpagesize  # noqa: PLC0415 - as above

    return int(Path("/proc/self/statm").read_text().split()[0]) * getpagesize()
