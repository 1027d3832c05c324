"""Facts: what /info answers, within which limits."""

from tests.conftest import Client


def test_facts_are_held_to_the_limits_of_a_rendition_only_where_one_is_asked_for(client: Client) -> None:
    assert client().get("/info/bee.jpg").status_code == 200
    assert client().get("/info/bee.jpg?w=8192&fit=clip&pad=100").status_code == 413
