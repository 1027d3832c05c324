"""Phrasebook: what services whose addresses are a plain query mean by their words, said as a native query, and back."""
