"""Drawing exercises for those who have no phone."""
