"""Files that staffing writes."""
