"""What may be sent in to pages about people."""
