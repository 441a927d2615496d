"""What do the dossiers add up to? Sums by day, result reports of programmes, figures declared elsewhere."""
