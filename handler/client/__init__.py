"""Client: for programs that make links to this service: addresses, signatures, srcsets, tags.

It loads none of the image engine, and nothing but the standard library. `handler.client.jinja` and
`handler.client.django` are for templates, and load what they are named after.
"""

from handler.client.images import Images
from handler.core.signing import sign

__all__ = ["Images", "sign"]
