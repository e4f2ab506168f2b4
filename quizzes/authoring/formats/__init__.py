"""The same exercise as a Word file and as an Excel workbook: written, and read back as text."""
