"""All listings in a table, in saved views, with the chosen one beside it."""
