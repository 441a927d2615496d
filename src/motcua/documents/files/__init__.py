"""Files: every content once under its SHA-256, its true kind known, encrypted at rest."""
