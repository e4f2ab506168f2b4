"""Shape and validity of what is given of monthly meetings."""
