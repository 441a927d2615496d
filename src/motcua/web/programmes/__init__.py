"""Pages of a programme's life under /can-bo/chuong-trinh/."""
