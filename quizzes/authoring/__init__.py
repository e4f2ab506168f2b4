"""Writing exercises: the desk of a trainer, and how what she wrote comes to be asked."""
