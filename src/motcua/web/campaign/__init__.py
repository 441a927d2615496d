"""What does a leader see of a programme's results? The report by block, and the dossiers behind each figure."""
