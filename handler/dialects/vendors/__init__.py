"""Vendors: the services whose addresses are a plain query on an untouched path, a literal table for each."""
