"""The application that makes the pictures of docs/: over samples/, open to everybody."""

from pathlib import Path

from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.core.formats.catalogue import READ

SAMPLES = Path(__file__).parent.parent / "samples"


def application() -> TestClient:
    """Return a client of the real application over samples/, which answers everybody and reads every kind."""
    source, everybody = SAMPLES.as_uri(), frozenset({"any"})
    settings = Settings(source=source, unsigned=everybody, originals=True, docs=True, inputs=frozenset(READ), log="off")
    return TestClient(create_app(settings))
