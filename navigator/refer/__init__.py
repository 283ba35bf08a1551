"""From a shortlist to an informed onward referral: what to know first, and the sheets that somebody leaves with."""
