"""What does the office hold of a person, and what may they ask of it? Rights, copies, removal, leaks."""
