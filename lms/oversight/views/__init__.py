"""Pages of whoever runs the product."""
