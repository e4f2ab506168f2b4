"""What is decided and written about assignments."""
