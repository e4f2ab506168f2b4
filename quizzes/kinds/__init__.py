"""Kinds of course step that quizzes bring."""
