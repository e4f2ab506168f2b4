"""The kernel: the organisation and what every part stands on. It knows no course, quiz or certificate."""
