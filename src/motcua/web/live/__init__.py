"""What changes in the halls, told at once to every screen that listens: one small process beside the pages."""
