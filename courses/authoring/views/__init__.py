"""Pages on which courses are made."""
