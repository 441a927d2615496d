"""What becomes of a dossier after its end: kept for its term, carried out as a bag, disposed of by decision."""
