"""The shapes in which a message leaves."""
