"""The only writers of dossiers: one function per act of the office."""
