"""Https: how another host is asked for a picture: which addresses may be, one lookup, one pinned connection."""
