"""The pages of staff roles."""
