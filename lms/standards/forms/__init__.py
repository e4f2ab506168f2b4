"""What is filled in to keep the standard and to confirm evidence."""
