"""A new listing."""
