"""What the law asks of whom, the evidence that somebody can do it, and from when until when she does."""
