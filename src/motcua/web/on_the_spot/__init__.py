"""Pages of the 4-tại-chỗ programme under /can-bo/kiem-soat/4-tai-cho/."""
