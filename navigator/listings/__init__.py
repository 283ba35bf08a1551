"""Keeping the directory true: changing listings, checking them with the provider, and knowing what was changed."""
