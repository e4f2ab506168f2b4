"""What may be asked of activities and sent about them."""
