"""What is done with checklists and observations."""
