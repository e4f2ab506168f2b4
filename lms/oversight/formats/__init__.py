"""The shapes in which the audit leaves."""
