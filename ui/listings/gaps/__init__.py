"""What the listings do not say yet, as a chart and as a list."""
