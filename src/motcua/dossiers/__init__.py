"""Do: the dossier (hồ sơ) from reception to hand-over, the heart."""
