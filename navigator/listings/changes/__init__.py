"""Changing listings: each change noted, guarded by a backup, and undone as it was made."""
