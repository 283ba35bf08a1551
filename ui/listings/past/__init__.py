"""What became of a listing: its history, putting it back, and making a place confidential for good."""
