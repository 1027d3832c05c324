"""What OpenAPI says of a picture, by what the route declares."""

from typing import Any

from fastapi import FastAPI, Response

app = FastAPI()
PNG: dict[int | str, dict[str, Any]] = {200: {"description": "The picture.", "content": {"image/png": {}}}}


class PNGResponse(Response):
    """A response of one media type: OpenAPI takes it from here, and so does the header."""

    media_type = "image/png"


def picture() -> Response:
    """Return a picture, as far as this example goes."""
    return PNGResponse(b"\x89PNG")


app.get("/nothing")(picture)
app.get("/responses", responses=PNG)(picture)
app.get("/class", response_class=Response)(picture)
app.get("/both", response_class=Response, responses=PNG)(picture)
app.get("/typed", response_class=PNGResponse)(picture)
