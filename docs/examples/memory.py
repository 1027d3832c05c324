"""A picture made in memory: encoded bytes and a media type make one Response."""

from io import BytesIO

from fastapi import FastAPI, Response
from PIL import Image

app = FastAPI()


# region: answer
@app.get("/square.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
def square() -> Response:
    """Return a red square as PNG."""
    buffer = BytesIO()
    Image.new("RGB", (64, 64), "tomato").save(buffer, "PNG")
    return Response(buffer.getvalue(), media_type="image/png")


# endregion
