"""The words in which people are told about observed practice."""
