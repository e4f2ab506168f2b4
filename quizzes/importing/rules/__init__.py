"""Receiving files, deciding what is doubtful, taking all of it up."""
