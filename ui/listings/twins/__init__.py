"""Listings that may be one service twice: pairs side by side, and merging them."""
