"""Scanners: one for each format; it walks over a file before Pillow opens it, and checks its pieces by limits."""
