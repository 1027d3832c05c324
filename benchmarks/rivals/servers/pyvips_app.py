"""pyvips, FastAPI and boto3, as a good small server: /KEY?w=300&h=200&fm=webp&q=80&sharp=1&moving=1."""

import bucket
import pyvips
from fastapi import FastAPI, Request, Response

pyvips.cache_set_max(0)
UNBOUNDED = 10_000_000
"""A height that never decides."""

app = FastAPI()


@app.get("/{key:path}")
def picture(  # noqa: PLR0913, PLR0917 - a query has as many
    request: Request,
    key: str,
    fm: str = "",
    w: int | None = None,
    h: int | None = None,
    q: int = 80,
    *,
    sharp: bool = False,
    moving: bool = False,
) -> Response:
    """Return a picture, or without a query the original."""
    found = bucket.get(key, request)
    if not fm:
        return bucket.original(found)
    image = pyvips.Image.thumbnail_buffer(
        found.data,
        w,
        height=h or UNBOUNDED,
        size="down",
        crop="centre" if h else "none",
        option_string="[n=-1]" if moving else "",
    )
    if sharp:
        image = image.sharpen(sigma=1)
    suffix = {"jpeg": ".jpg", "avif": ".avif", "webp": ".webp"}[fm]
    body = image.write_to_buffer(suffix, Q=q, keep="none")
    return Response(body, media_type=f"image/{fm}", headers=found.headers)
