"""Pages of support visits."""
