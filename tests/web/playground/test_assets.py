"""The files of the playground: each has its type and a tag, and all of them together are small."""

import re
from importlib import resources

import pytest

from handler.web import playground
from handler.web.playground.assets import CONTROLS, MEDIA_TYPES, file_names, stored
from tests.conftest import Client

FOLDER = "/docs/playground/"
BUDGET = 120_000
"""Bytes of all that the page loads besides pictures, itself as well, before any compression."""


def test_every_file_has_its_type_and_is_not_sent_twice(client: Client) -> None:
    app = client()
    for name in file_names():
        first = app.get(FOLDER + name)
        assert first.status_code == 200, name
        kind = "application/json" if name == CONTROLS else MEDIA_TYPES[name.rpartition(".")[2]]
        assert first.headers["content-type"] == kind
        again = app.get(FOLDER + name, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), name


@pytest.mark.parametrize("name", ["index.html", "nothing.js", "..%2fassets.py", "__init__.py", ""])
def test_nothing_else_is_served(client: Client, name: str) -> None:
    assert client().get(FOLDER + name).status_code == 404


def test_the_files_are_there_where_the_documentation_is(client: Client) -> None:
    without, closed = client(docs=False), client(unsigned=frozenset())
    for name in file_names():
        assert without.get(FOLDER + name).status_code == 404
        assert closed.get(FOLDER + name).status_code == 403


def test_all_that_the_page_loads_is_small(client: Client) -> None:
    app = client()
    sizes = {name: len(app.get(FOLDER + name).content) for name in file_names()} | {"/": len(app.get("/").content)}
    assert sum(sizes.values()) < BUDGET, sizes


def test_scripts_import_what_is_there_and_name_no_other_host() -> None:
    for name in file_names():
        if name == CONTROLS:
            continue
        text = stored(name)
        for imported in re.findall(r'from "\./(.*?)"', text):
            assert imported in file_names(), f"{name} imports {imported}"
        assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}, name


def test_every_file_has_a_type_that_is_told() -> None:
    folder = resources.files(playground).joinpath("static")
    assert {file.name.rpartition(".")[2] for file in folder.iterdir()} - {"html"} <= MEDIA_TYPES.keys()
