"""Checking listings with their providers: one today, the calls for an hour, and going through them."""
