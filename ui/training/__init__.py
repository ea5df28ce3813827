"""Training: whose is due when, and where nobody on duty is trained for a crisis."""
