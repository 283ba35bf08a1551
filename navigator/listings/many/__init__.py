"""One field of many listings changed at once."""
