"""What a file holds: questions, an exercise or lessons, read into plain data that a trainer looks over."""
