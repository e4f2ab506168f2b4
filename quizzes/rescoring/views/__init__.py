"""Pages of judging attempts again."""
