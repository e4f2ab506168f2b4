"""The shapes in which the numbers leave the product."""
