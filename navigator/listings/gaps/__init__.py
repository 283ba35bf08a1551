"""What the listings do not say yet."""
