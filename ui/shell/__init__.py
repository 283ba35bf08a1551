"""The window around the rooms: its theme, its pages that belong to no room, and all background work."""
