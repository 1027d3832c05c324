"""Six more ways to get it wrong, each a route; docs/returning-images.md says what arrives."""

from io import BytesIO

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, StreamingResponse
from PIL import Image

app = FastAPI()
buffer = BytesIO()
Image.new("RGB", (64, 64), "tomato").save(buffer, "PNG")  # the position is now at the end
data = buffer.getvalue()


@app.get("/bytes")
def bare_bytes():  # noqa: ANN201, D103 - as it is written in a hurry; with a type FastAPI fails otherwise
    return data


@app.get("/buffer")
def bare_buffer():  # noqa: ANN201, D103
    return buffer


@app.get("/wrapped")
def wrapped() -> Response:  # noqa: D103
    return Response(buffer, media_type="image/png")


@app.get("/untyped")
def untyped() -> Response:  # noqa: D103
    return Response(data)


@app.get("/unrewound")
def unrewound() -> StreamingResponse:  # noqa: D103
    return StreamingResponse(buffer, media_type="image/png")


@app.get("/missing")
def missing() -> FileResponse:  # noqa: D103
    return FileResponse("missing.png")
