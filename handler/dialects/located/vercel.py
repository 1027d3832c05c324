"""Vercel: `/_vercel/image?url=%2Fcat.jpg&w=640&q=75`, which Nuxt, Astro and SvelteKit write there; it means Next's.

https://vercel.com/docs/image-optimization
"""

from handler.core.signing import signed, verify
from handler.dialects.located.door import QueryDialect
from handler.dialects.located.next import NextWords, picture_of_width, words_of_width

__all__ = ["operations", "parse", "signed", "verify", "write"]

DOOR = QueryDialect(
    "vercel", NextWords, picture_of_width, words_of_width, "Get a picture as pages on Vercel ask for it"
)
parse, write, operations = DOOR.parse, DOOR.write, DOOR.operations
