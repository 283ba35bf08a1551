"""What became of listings, in words; putting them back, undoing, and two changes at once."""
