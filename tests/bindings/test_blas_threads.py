"""BLAS threads: faces are found in one thread, whatever the number of processors."""

from pathlib import Path

import pytest

from handler.bindings.blas_threads import NAMES, PLACE, use_one_thread
from tests.support.processes.fresh_python import printed

ASKED = """
import ctypes
from pathlib import Path
import numpy
from handler.analysis.yunet import network
from handler.bindings.blas_threads import PLACE
(file,) = Path(numpy.__file__).parent.glob(PLACE)
library = ctypes.CDLL(str(file))
library.scipy_openblas_set_num_threads64_(2)
before = library.scipy_openblas_get_num_threads64_()
network()
print(before, library.scipy_openblas_get_num_threads64_())
"""


def test_the_network_computes_in_one_thread() -> None:
    numpy = pytest.importorskip("numpy")
    if not [*Path(numpy.__file__).parent.glob(PLACE)]:
        pytest.skip("this numpy brings no OpenBLAS of its own")
    assert printed(ASKED).split()[-1] == "1"


def test_a_numpy_without_a_library_beside_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "numpy").mkdir()
    assert use_one_thread(tmp_path / "numpy") is False
    assert all("set_num_threads" in name for name in NAMES)
