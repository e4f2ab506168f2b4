"""Files from elsewhere: Word, PowerPoint and plain text, in encodings of today and of the nineties."""
