"""What is written here: events and what became of them, questions, initiatives, surveys, contests."""
