"""Pictures from FastAPI: what flask_before.py answers too, route by route."""

from collections.abc import Callable, Iterator
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles

app = FastAPI()
FOLDER = Path(__file__).parents[2] / "samples"
PHOTO = FOLDER / "bee.jpg"
DATA = PHOTO.read_bytes()


def frames() -> Iterator[bytes]:
    """Yield what would be made while it is sent."""
    yield from (b"one", b"two")


ROUTES: dict[str, Callable[..., Response]] = {
    "/file": lambda: FileResponse(PHOTO),
    "/download": lambda: FileResponse(PHOTO, filename="b.jpg"),
    "/buffer": lambda: Response(DATA, media_type="image/jpeg"),
    "/bytes": lambda: Response(DATA, media_type="image/jpeg"),
    "/header": lambda: Response(DATA, media_type="image/jpeg", headers={"Cache-Control": "max-age=60"}),
    "/stream": lambda: StreamingResponse(frames(), media_type="image/jpeg"),
}
for path, endpoint in ROUTES.items():
    app.get(path)(endpoint)
app.mount("/folder", StaticFiles(directory=FOLDER))
