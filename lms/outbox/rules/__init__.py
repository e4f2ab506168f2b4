"""What is decided and written about what goes out."""
