"""Files of support visits."""
