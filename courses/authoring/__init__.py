"""Courses made here, in the browser: a folder of the library kept in the database, and a desk to write it."""
