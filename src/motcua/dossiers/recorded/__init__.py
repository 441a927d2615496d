"""Dossiers that another system settled: how they are read, counted, proved."""
