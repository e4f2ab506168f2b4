"""The numbers of what people answered: pure, without a database and without pages."""
