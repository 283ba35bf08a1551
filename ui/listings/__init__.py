"""The room Listings: all listings in a table, changing them, checking them, and what became of them."""
