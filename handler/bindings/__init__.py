"""Bindings: C libraries called by ctypes, where they do in a fraction of the time what Pillow does as well."""
