"""Listings that may be one service twice, and merging them."""
