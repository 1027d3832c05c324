"""A function that fails as if memory were exhausted, to be put in place of a real one."""


def exhausted(*_: object, **__: object) -> None:
    """Raise MemoryError, whatever it is called with."""
    raise MemoryError
