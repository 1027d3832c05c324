"""What ready-made clients write is answered in the size and format asked for, all but a list with reasons."""

from pathlib import Path

import pytest

from tests.support.requests.client_urls import RECORD, URLS, Replay, unanswered


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return Replay(Path(tmp_path_factory.mktemp("pictures"))).faults()


def test_every_address_is_answered_as_its_client_asks_but_those_that_are_listed(faults: dict[str, str]) -> None:
    lost = {address: fault for address, fault in faults.items() if address not in unanswered()}
    assert not lost, "not answered any more"


def test_no_address_is_listed_that_is_answered(faults: dict[str, str]) -> None:
    won = [address for address in unanswered() if address not in faults]
    assert not won, "answered by now; python -m tests.support.requests.client_urls --renew takes them off the list"


def test_the_record_is_of_all_these_clients_and_no_address_stands_twice() -> None:
    assert {url.client for url in URLS} <= set(RECORD["versions"])
    assert len({url.address for url in URLS}) == len(URLS) >= 79
    assert unanswered().keys() <= {url.address for url in URLS}
    assert all(unanswered().values())
