"""Core: plain values that all packages share, such as sizes, keys, colours, formats and limits; without I/O."""
