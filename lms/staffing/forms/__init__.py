"""What may be sent in to staffing."""
