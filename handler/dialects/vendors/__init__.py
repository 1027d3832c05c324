"""Vendors: small dialects, a file each: words of one service, as its clients write them."""
