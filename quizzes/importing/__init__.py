"""Taking up what trainers have: files of questions, exercises and lessons become drafts."""
