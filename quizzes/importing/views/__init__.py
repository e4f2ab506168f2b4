"""Pages on which files become drafts."""
