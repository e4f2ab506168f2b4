"""What a course's folder says, read and judged without a database: a pure core."""
