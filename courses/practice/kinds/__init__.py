"""The kind of course step that observed practice brings."""
