"""The form for a whole listing, and the editors of its fields."""
