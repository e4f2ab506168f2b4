"""What may be written, kept and released."""
