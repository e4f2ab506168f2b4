"""The words in which people are told about their questions."""
