"""Copies of the directory: for a colleague, from one, and backups."""
