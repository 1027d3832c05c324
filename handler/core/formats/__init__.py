"""Formats: a row of plain data for each file format: what it can carry, what it costs, how hard it is tried."""
