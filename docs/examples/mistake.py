"""The mistake, and two right answers: one photograph, sent in three ways."""

from io import BytesIO
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, StreamingResponse

app = FastAPI()
PHOTO = Path(__file__).parents[2] / "samples" / "dandelion.jpg"
DATA = PHOTO.read_bytes()


# region: wrong
@app.get("/wrong")
def wrong() -> StreamingResponse:
    """Send the photograph cut at every byte that happens to be a newline."""
    return StreamingResponse(BytesIO(DATA), media_type="image/jpeg")


# endregion
@app.get("/right")
def right() -> Response:
    """Send the photograph in one piece."""
    return Response(DATA, media_type="image/jpeg")


@app.get("/file")
def file() -> FileResponse:
    """Send the photograph from disk, 64 KiB at a time."""
    return FileResponse(PHOTO)
