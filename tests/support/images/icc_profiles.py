"""ICC profiles with known results: linear RGB, linear gray, and CMYK."""

from tests.support.images.image_files import ink_profile, profile

BT709 = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
"""Primaries of sRGB in XYZ, adapted to D50."""

LINEAR = profile("Linear light", primaries=BT709, gamma=1.0)
"""Linear light: a stored 128 becomes 188 in sRGB."""

GRAY = profile("Gray gamma 1.0", space=b"GRAY", gamma=1.0)
"""The same for gray."""

INKS = ink_profile({(1, 0, 0, 0): (140, 90, 180), (0, 0, 0, 1): (0, 128, 128)})
"""Cyan prints as a green, black as black, and everything else as nothing."""
