"""Setting up an installation: from nothing, or from the demonstration, to an office's own."""
