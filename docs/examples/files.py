"""Pictures on disk, served as they are: FileResponse for a route, StaticFiles for a folder."""

from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

app = FastAPI()
FOLDER = Path(__file__).parents[2] / "samples"
PHOTOS = {path.name: path for path in FOLDER.glob("*.jpg")}


# region: answer
@app.get("/photos/{name}", response_class=FileResponse, responses={200: {"content": {"image/jpeg": {}}}})
def photo(name: str) -> FileResponse:
    """Return a photograph. The name is looked up, never joined to a path."""
    if name not in PHOTOS:
        raise HTTPException(404, "there is no such photograph")
    return FileResponse(PHOTOS[name])


app.mount("/folder", StaticFiles(directory=FOLDER))
# endregion
