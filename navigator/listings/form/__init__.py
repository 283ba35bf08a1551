"""A listing as it is typed: what is wrong with it, rules as sentences, hours as a week, settings from text."""
