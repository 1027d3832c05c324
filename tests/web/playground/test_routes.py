"""The pages that are there where the documentation is: every one of them passes the gate."""

import pytest

from handler.app import create_app
from handler.config.settings import Settings
from handler.web.playground.routes import ASSETS, documentation_pages
from handler.web.services import services_of
from tests.conftest import Client

PATHS = [
    path.replace(ASSETS, ASSETS.format(name="main.js")).replace("{name}", "favicon.png")
    for path in ("/", ASSETS, "/openapi.json", "/docs", "/docs/{name}")
]


def test_these_are_all() -> None:
    settings = Settings()
    assert [*documentation_pages(create_app(settings), services_of(settings))] == [
        "/",
        ASSETS,
        "/openapi.json",
        "/docs",
        "/docs/{name}",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_there_where_documentation_is_and_passes_the_gate(client: Client, path: str) -> None:
    assert client().get(path).status_code == 200
    assert client().head(path).status_code == 200
    assert client(unsigned=frozenset()).get(path).status_code == 403
    assert client(docs=False).get(path).status_code == 404
