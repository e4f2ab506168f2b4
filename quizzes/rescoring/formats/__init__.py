"""Words and workbooks about attempts that were judged again."""
