"""Memory: where a Lambda function's memory ends, as an error that is answered: past it, Lambda kills the process.

Plans and limits keep every render far below; this is for what they do not foresee. The operating system is
told how much may be mapped, not how much may be in use: it has no limit for that which programs would live to see. What
is mapped is more: of libraries, of the stacks of threads and of the arenas of malloc, the better part is never touched.
Measured on a function with 1,769 MB: 85 MB more after one picture, 200 MB more within an AVIF of 7 megapixels. So all
of the function's memory may be mapped, and what is in use stays below it.
"""

from collections.abc import Mapping
from pathlib import Path

ROOM = 256 << 20
"""Bytes that may be mapped beyond what is mapped at the start, however small the function is: without them no picture
could be decoded, and the smallest functions are better killed now and then than of no use."""


def hold(environ: Mapping[str, str]) -> None:
    """Set the limit, within Lambda; nothing elsewhere."""
    memory = environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
    if "AWS_LAMBDA_RUNTIME_API" not in environ or not memory.isdigit():
        return
    import resource  # noqa: PLC0415 - Windows has none

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = max(int(memory) << 20, _mapped() + ROOM)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def short_of(memory: int) -> bool:
    """Return whether so many bytes more are past the limit, whoever has set it; False where there is none."""
    try:
        import resource  # noqa: PLC0415 - as above
    except ImportError:
        return False
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return limit != resource.RLIM_INFINITY and _mapped() + memory > limit


def _mapped() -> int:
    """Return the bytes that this process has mapped."""
    from resource import getpagesize  # noqa: PLC0415 - as above

    return int(Path("/proc/self/statm").read_text().split()[0]) * getpagesize()
