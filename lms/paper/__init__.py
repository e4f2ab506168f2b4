"""What every PDF shares: faces, documents, text that fits, the national heading, QR codes."""
