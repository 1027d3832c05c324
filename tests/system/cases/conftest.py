"""What the cases share: one request through every front at once, and an application whose S3 misbehaves on demand."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from handler.aws import fronts
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.faults.fixtures import calm, quick
from tests.support.processes.asgi_servers import COMMANDS, SETTINGS, Answer, Request, Server, finish, start, wait

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

OF_LAMBDA = ("REST API", "HTTP API", "Function URL")
Through = Callable[[str, Request], Answer]
Ask = Callable[[Request], dict[str, Answer]]

__all__ = ["calm", "quick"]


@pytest.fixture(scope="session")
def uvicorn(store: "S3Client") -> Iterator[Server]:
    """A server of its own, as docs/servers.md starts it."""
    del store
    server = start(COMMANDS["uvicorn"])
    try:
        wait(server)
        yield server
    finally:
        finish(server)


@pytest.fixture(scope="session")
def through() -> Through:
    """Return a function that sends a request through one of Lambda's fronts, to an application of its own."""
    from handler import entry
    from handler.app import create_app
    from handler.config.settings import Settings

    app = fronts.Raw(create_app(Settings.read(SETTINGS)))

    def ask(front: str, request: Request) -> Answer:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(entry.http, "app", app)
            return answered(entry.lambda_handler(FRONTS[front](request), Context()))

    return ask


@pytest.fixture(scope="session")
def everywhere(uvicorn: Server, through: Through) -> Ask:
    """Return a function that sends a request through every front, and returns what each answered."""

    def ask(request: Request) -> dict[str, Answer]:
        return {"uvicorn": uvicorn.ask(request), **{front: through(front, request) for front in OF_LAMBDA}}

    return ask
