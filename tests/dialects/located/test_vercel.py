"""Vercel: the same words as Next's, at an address of its own."""

from handler.dialects.located import vercel
from tests.support.requests.located_urls import check_faults, check_meaning


def test_it_means_what_next_means() -> None:
    check_meaning(vercel, {"w=300&q=75&url=URL": "w=300&q=75", "url=URL&w=1024&q=100": "w=1024&q=100"})
    check_faults(vercel, {"url=/a.jpg&w=300": "q is missing", "url=/a.jpg&w=3&q=7&h=3": "there is no parameter 'h'"})
    assert vercel.operations()[0].name == "vercel"
