"""Pages of communication, materials, training and indices under /can-bo/truyen-thong/."""
