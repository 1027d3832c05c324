"""Origin answer: bytes are read as they are needed, where the host says what they are."""

from handler.core.source_file import CHUNK
from tests.support.origins.origin_server import OriginServer, Reply

BODY = bytes(range(256)) * 4096


def test_no_more_is_read_than_is_needed_where_the_host_tells_the_version(origin: OriginServer) -> None:
    origin.answering = lambda _: Reply(BODY, headers={"ETag": '"one"'})
    with origin.origins().get(f"{origin.origin}/a.jpg") as file:
        assert file.read(10) == BODY[:10]
        assert file.read_so_far <= CHUNK
        assert file.read() == BODY[10:]


def test_cache_control_in_several_lines_is_one(origin: OriginServer) -> None:
    lines = ("HTTP/1.1 200 OK", "Content-Length: 3", "Cache-Control: public", "Cache-Control: max-age=9", "", "abc")
    origin.answering = lambda _: Reply(raw="\r\n".join(lines).encode())
    with origin.origins().get(f"{origin.origin}/a.jpg") as file:
        assert file.facts.cache_control == "public, max-age=9"
