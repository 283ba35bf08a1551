"""A new listing, and those it looks like."""
