"""Pages of editions: their history, what differs, what is proposed, what is withdrawn."""
