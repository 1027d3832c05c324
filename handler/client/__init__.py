"""Client: for programs that make links to this service: they can sign without loading the image engine."""

from handler.core.signing import sign

__all__ = ["sign"]
