"""A row of the table of dialects: its prefix, example and routes come of its path."""

from handler.dialects.row import ROOT, Dialect


def test_a_row_with_names_has_a_route_for_each_before_the_one_for_all() -> None:
    row = Dialect("x", "/x/{name}", "", "", "", names="handler.generators")
    assert row.paths()[0] == "/x/placeholder"
    assert row.paths()[-1] == "/x/{name}"
    assert row._replace(names="").paths() == ["/x/{name}"]
    assert (row.prefix, row._replace(below="a?b=c").example) == ("/x/", "/x/a?b=c")


def test_a_door_at_the_root_is_the_same_with_another_path() -> None:
    row = Dialect("x", "/x/{key:path}", "a.module", "", "a?b=c")
    assert (row.rooted().path, row.rooted().prefix, row.rooted().module) == (ROOT, "/", "a.module")
