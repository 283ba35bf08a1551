"""Checking listings with their providers: what is due, the calls for an hour, going through them, what was found."""
