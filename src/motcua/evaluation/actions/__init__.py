"""What is decided here: criteria, drives, findings, rewards, objections and their answers; nothing is taken back."""
