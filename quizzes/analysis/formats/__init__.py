"""Words and workbooks of what the answers teach."""
