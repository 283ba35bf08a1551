"""The directory sent to a colleague, and taken from one."""
