"""The collector rests while a library is imported, and then is as it was."""

import gc
import sys
from types import ModuleType

import pytest

from handler.runtime import collector


def test_it_rests_and_works_again_also_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    with pytest.raises(ZeroDivisionError), collector.resting():
        1 // int(gc.isenabled())
    assert gc.isenabled()
    assert frozen == []


def test_it_goes_on_resting_where_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "isenabled", lambda: False)
    enabled: list[bool] = []
    monkeypatch.setattr(gc, "enable", lambda: enabled.append(True))
    with collector.resting():
        pass
    assert enabled == []
    monkeypatch.undo()
    gc.enable()


def test_what_was_imported_is_never_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    with collector.resting():
        monkeypatch.setitem(sys.modules, "imported_meanwhile", ModuleType("imported_meanwhile"))
    assert frozen == [True]
