"""What the answers teach: how questions and decisions were answered, and what to look at first."""
