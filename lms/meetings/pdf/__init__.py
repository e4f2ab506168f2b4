"""Drawing of monthly meetings."""
