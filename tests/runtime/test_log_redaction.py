"""Log redaction: a message is one short plain line, which tells where a failure came from and no secret."""

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.runtime import log_redaction

SECRET = "hush-1234567890"


ACCESS_KEY = "AKIA" + "ABCDEFGHIJKLMNOP"


@pytest.mark.case("L01", "L02")
@given(st.text(max_size=3000))
def test_no_text_makes_two_lines_or_a_long_one(text: str) -> None:
    line = log_redaction.safe_text(text)
    assert line.isascii()
    assert not line or line.isprintable()
    assert len(line) <= 2048
    assert SECRET not in log_redaction.safe_text(f"{text} X-Amz-Signature={SECRET}&{text}")
    assert SECRET not in log_redaction.address(f"/a?{text.replace('#', '')}&s={SECRET}")


@pytest.mark.case("L02")
def test_where_a_failure_came_from_is_told_to_the_cause() -> None:
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError("without") from ValueError("within")
    info = (RuntimeError, caught.value, caught.value.__traceback__)
    record = logging.LogRecord("tintype", logging.ERROR, "", 0, "it %s", ("failed",), info)
    assert log_redaction.PLAIN.filter(record)
    assert re.fullmatch(
        r"it failed: RuntimeError: without \(in .*\); caused by ValueError: within \(in .*\)", record.msg
    )


@pytest.mark.case("L02")
@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/a%0A?w=4&%73=hush", "/a%0A?w=4&%73=[redacted]"),
        ("/a?items=1&class=2", "/a?items=1&class=2"),
        ("/a?%73ignature=hush", "/a?%73ignature=[redacted]"),
        ("/c/s--hush--/w_3/a.jpg", "/c/s--[redacted]--/w_3/a.jpg"),
        ("/c/%73--hush--/w_3/a.jpg", "/c/s--[redacted]--/w_3/a.jpg"),
        ("/a", "/a"),
        (
            "/a?url=https%3A%2F%2Fb.example%2Fc.jpg%3Ftoken%3Dhush&w=3",
            "/a?url=https%3A%2F%2Fb.example%2Fc.jpg%3F[redacted]&w=3",
        ),
        ("/a?w=3&hre%66=/c.jpg?hush", "/a?w=3&hre%66=/c.jpg?[redacted]"),
        (f"/imgproxy/{'aB-_' * 10}123/w:3/plain/a.jpg", "/imgproxy/[redacted]/w:3/plain/a.jpg"),
        (f"/imgproxy/{'aB-%5F' * 10}123/w:3/plain/a.jpg", "/imgproxy/[redacted]/w:3/plain/a.jpg"),
        ("/thumbor/cST4Ko5%5FFqwT3BDn-Wf4gO3RFSk=/9x9/a.jpg", "/thumbor/[redacted]/9x9/a.jpg"),
        ("/c/image%2Fs--hush--%2Fw_3/a.jpg", "/c/image/s--[redacted]--/w_3/a.jpg"),
        ("/unsafe/https://b.example/c.jpg%3Ftoken=hush", "/unsafe/https://b.example/c.jpg%3F[redacted]"),
        ("/plain/https%3A%2F%2Fb.example/c.jpg%3Fhush@webp", "/plain/https%3A%2F%2Fb.example/c.jpg%3F[redacted]"),
        ("/images/what%3F.jpg", "/images/what%3F.jpg"),
        ("/translate?url=%2Fc%2Fs--hush--%2Fw_3%2Fa.jpg", "/translate?url=/c/s--[redacted]--/w_3/a.jpg"),
        (f"/images/{'a' * 44}/{'b' * 42}/{'c' * 43}", f"/images/{'a' * 44}/{'b' * 42}/{'c' * 43}"),
        (f"/{ACCESS_KEY}?x=authorization:%20hush", "/[redacted]?x=authorization: [redacted]"),
    ],
)
def test_an_access_log_names_the_parameter_and_not_its_value(target: str, told: str) -> None:
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, "%s %s %d", ("a:1", target, 200), None)
    assert log_redaction.HIDING.filter(record)
    assert record.getMessage() == f"a:1 {told} 200"
    bare = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, "nothing", None, None)
    assert log_redaction.HIDING.filter(bare)
    assert log_redaction.PLAIN.filter(bare)
    assert bare.getMessage() == "nothing"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("s=hush", "s=[redacted]"),
        ("w=4&signature=hush", "w=4&signature=[redacted]"),
        ("w=4&ik-s=hush", "w=4&ik-s=[redacted]"),
        ("GET /s--hu_s-h--/a.jpg", "GET /s--[redacted]--/a.jpg"),
        ("?w=4&s=hush&h=2", "?w=4&s=[redacted]&h=2"),
        ("x-amz-signature%3Dhush", "x-amz-signature%3D[redacted]"),
        ("Authorization: Bearer hush", "Authorization: [redacted]"),
        ("{'cookie': 'hush'}", "{'cookie': [redacted]"),
        (ACCESS_KEY, "[redacted]"),
        ("/thumbor/cST4Ko5_FqwT3BDn-Wf4gO3RFSk=/9x9/a.jpg", "/thumbor/[redacted]/9x9/a.jpg"),
        (f"/sha256%3A{43 * 'a'}%3D/9x9/a.jpg", "/[redacted]/9x9/a.jpg"),
        (f"/{43 * 'a'}=/a", "/[redacted]/a"),
        ("/images/cST4Ko5_FqwT3BDn-Wf4gO3RFSk.jpg", "/images/cST4Ko5_FqwT3BDn-Wf4gO3RFSk.jpg"),
        ("two\nlines \x1b[31m", r"two\nlines \x1b[31m"),
        ("items=3", "items=3"),
        ("at https://me:hush@a.example/b.jpg", "at https://[redacted]@a.example/b.jpg"),
        ("?url=https%3A%2F%2Fme%3Ahush%40a.example", "?url=https%3A%2F%2F[redacted]%40a.example"),
        ("https://a.example:80/b@2x.jpg", "https://a.example:80/b@2x.jpg"),
    ],
)
def test_a_text_is_told_without_its_secrets(text: str, told: str) -> None:
    assert log_redaction.safe_text(text) == told


def test_a_long_text_is_cut_after_its_secrets_are_gone() -> None:
    told = log_redaction.safe_text("a" * (log_redaction.MAX_BYTES - 10) + f" s={SECRET}")
    assert len(told) <= log_redaction.MAX_BYTES + 3
    assert SECRET[:4] not in told


def test_filters_are_put_on_the_loggers_of_a_server_once() -> None:
    log_redaction.redact_logs()
    log_redaction.redact_logs()
    for name in log_redaction.OWN:
        assert logging.getLogger(name).filters.count(log_redaction.PLAIN) == 1
    assert logging.getLogger(log_redaction.ACCESS).filters.count(log_redaction.HIDING) == 1
