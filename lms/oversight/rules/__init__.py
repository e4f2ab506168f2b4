"""What is decided about jobs, and how they stand."""
