"""The commands of staffing."""
