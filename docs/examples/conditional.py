"""HEAD, an ETag and a 304 that draws nothing."""

from io import BytesIO
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from PIL import Image

app = FastAPI()
EDITION = "circle-1"  # changes whenever the drawing does


# region: answer
@app.head("/circle.png", include_in_schema=False)
@app.get("/circle.png", response_class=Response, responses={200: {"content": {"image/png": {}}}, 304: {}})
def circle(request: Request, side: Annotated[int, Query(ge=1, le=1000)] = 100) -> Response:
    """Return a soft disc, `side` pixels wide. What it depends on is its ETag, known before it is drawn."""
    etag = f'"{EDITION}-{side}"'
    headers = {"etag": etag, "cache-control": "public, max-age=86400"}
    if holds(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    return Response(draw(side), media_type="image/png", headers=headers)


def holds(named: str, etag: str) -> bool:
    """Return whether If-None-Match names this ETag: a list, weak ones too, or *."""
    return named.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in named.split(",")}


# endregion
def draw(side: int) -> bytes:
    """Return a PNG."""
    buffer = BytesIO()
    Image.radial_gradient("L").resize((side, side)).save(buffer, "PNG")
    return buffer.getvalue()
