"""The window room of referral: the shortlist, what to know before sending someone, and the sheets."""
