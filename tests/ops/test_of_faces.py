"""Of faces: each operation names its own parameter, and counts the detector beside its own work."""

import pytest

from handler.analysis import faces
from handler.core.geometry import Size
from handler.errors import InvalidParameter
from handler.ops._of_faces import OfFaces
from handler.ops.face_blur import FaceBlur
from handler.ops.face_pixel import FacePixel
from handler.ops.op import Op

SIZE = Size(900, 600)


@pytest.mark.parametrize("op", [FaceBlur(strength=30), FacePixel(block=9)])
def test_each_counts_the_detector_and_names_its_own_parameter(op: OfFaces, monkeypatch: pytest.MonkeyPatch) -> None:
    assert op.work(SIZE) == Op.work(op, SIZE) + faces.detector_ms(SIZE, faces.CLOSER)
    assert op.memory(SIZE) == Op.memory(op, SIZE) + faces.detector_memory(SIZE, faces.CLOSER)
    (mark, _), *_ = type(op).params().values()
    monkeypatch.setattr(faces, "installed", lambda: False)
    with pytest.raises(InvalidParameter) as caught:
        op.check_installed()
    assert caught.value.facts["parameter"] == mark.name
