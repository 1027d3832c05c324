"""Pictures made while they are sent: a clock as motion JPEG, which an <img> shows moving."""

import time
from collections.abc import Iterator
from io import BytesIO

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from PIL import Image, ImageDraw

app = FastAPI()
MIXED = "multipart/x-mixed-replace; boundary=frame"
INTERVAL = 0.2  # seconds


# region: answer
def frames(count: int) -> Iterator[bytes]:
    """Yield JPEG parts, each one piece with its own length, made when its time has come."""
    for _ in range(count):
        picture = Image.new("RGB", (160, 48), "navy")
        ImageDraw.Draw(picture).text((20, 16), time.strftime("%H:%M:%S"), "white")
        buffer = BytesIO()
        picture.save(buffer, "JPEG")
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {buffer.tell()}\r\n\r\n"
        yield head.encode() + buffer.getvalue() + b"\r\n"
        time.sleep(INTERVAL)


@app.get("/clock", response_class=StreamingResponse, responses={200: {"content": {"multipart/x-mixed-replace": {}}}})
def clock() -> StreamingResponse:
    """Return five frames."""
    return StreamingResponse(frames(5), media_type=MIXED)


# endregion
