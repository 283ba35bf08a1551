"""All listings in a table: its views, its rows, and what is told of the one that is chosen."""
