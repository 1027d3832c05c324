"""The pages for people beside the playground: the catalogue of errors."""

from tests.conftest import Client


def test_the_catalogue_of_errors_shows_names_as_code(client: Client) -> None:
    page = client().get("/errors").text
    assert "<code>nearest</code>" in page
    assert "`" not in page
