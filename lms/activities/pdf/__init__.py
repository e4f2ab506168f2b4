"""Sheets for the room: who signs in, and what people thought."""
