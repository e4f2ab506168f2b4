"""What is made of the answers: gathering them, advising on them, comparing them. Nothing is written."""
