"""What is decided and written about questions."""
