"""Making a place confidential for good."""
