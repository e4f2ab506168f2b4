"""Pages of certificates: one's own, those to approve, and the public verification."""
