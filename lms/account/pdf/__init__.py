"""Drawing the cards."""
