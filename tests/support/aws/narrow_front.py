"""An application behind a front of Lambda that can carry only so many bytes of an answer."""

from typing import Any

from starlette.testclient import TestClient


class Narrow:
    """An ASGI application that notes, as `entry` does, how many bytes the front can carry."""

    def __init__(self, app: Any, room: int) -> None:
        self.app, self.room = app, room

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app({**scope, "tintype.room": self.room}, receive, send)


def narrow(app: TestClient, room: int) -> TestClient:
    """Return a client of the same application behind a front that carries `room` bytes."""
    return TestClient(Narrow(app.app, room), raise_server_exceptions=False, follow_redirects=False)
