"""Pages of questions: for who asks, for who answers."""
