"""Pages of what units do for a programme, under /can-bo/kiem-soat/dang-ky/."""
