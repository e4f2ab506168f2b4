"""What is decided about editions."""
