"""Electronic copies of what a dossier is made of."""
