"""The shapes in which reports of activities leave the product."""
