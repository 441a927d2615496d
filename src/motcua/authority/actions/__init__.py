"""Acts of power to sign: the only writers of this area."""
