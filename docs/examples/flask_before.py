"""Pictures from Flask: what fastapi_after.py answers too, route by route."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from flask import Flask, Response, make_response, send_file, send_from_directory

app = Flask(__name__)
FOLDER = Path(__file__).parents[2] / "samples"
PHOTO = FOLDER / "bee.jpg"
DATA = PHOTO.read_bytes()


def frames() -> Iterator[bytes]:
    """Yield what would be made while it is sent."""
    yield from (b"one", b"two")


def with_header() -> Response:
    """Return a response made first, then changed."""
    answer = make_response(DATA)
    answer.headers["Content-Type"] = "image/jpeg"
    answer.headers["Cache-Control"] = "max-age=60"
    return answer


ROUTES: dict[str, Callable[..., Response]] = {
    "/file": lambda: send_file(PHOTO),
    "/download": lambda: send_file(PHOTO, as_attachment=True, download_name="b.jpg"),
    "/buffer": lambda: send_file(BytesIO(DATA), mimetype="image/jpeg"),
    "/bytes": lambda: Response(DATA, mimetype="image/jpeg"),
    "/header": with_header,
    "/stream": lambda: Response(frames(), mimetype="image/jpeg"),
    "/folder/<name>": lambda name: send_from_directory(FOLDER, name),
}
for path, view in ROUTES.items():
    app.add_url_rule(path, path, view)
