"""What a department does beside online learning: classes, meetings, visits, the year's plan."""
