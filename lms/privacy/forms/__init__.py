"""Shape and validity of what is sent to the pages about personal data."""
