"""The window room of pathways: situations and transitions as drawings and lists, side by side."""
