"""BLAS threads: the library that multiplies numpy's matrices computes in the thread that asks, and in no other.

1. A network for a glance has small matrices: on two processors OpenBLAS's own threads take four times the CPU, most of
   it waiting for each other, and more time too wherever the machine has something else to do.
2. What is summed in another order is rounded in another way, so bytes could depend on the number of processors.
"""

import ctypes
from pathlib import Path

PLACE = "../numpy.libs/*openblas*"
"""Where numpy's wheel has it, from numpy's own folder."""

NAMES = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads")
"""What the function is called, by how the library was built."""


def use_one_thread(package: Path) -> bool:
    """Let it use one thread; return whether it was found: a numpy of an operating system has it elsewhere.

    package: numpy's folder. It has been imported.
    """
    for file in sorted(package.glob(PLACE)):
        library = ctypes.CDLL(str(file))
        for name in NAMES:
            if (change := getattr(library, name, None)) is not None:
                change(ctypes.c_int(1))
                return True
    return False
