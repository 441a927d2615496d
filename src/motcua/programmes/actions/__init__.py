"""Acts of programmes: choosing for 4 tại chỗ, a programme's life, its lists, documents sent to staff, rosters."""
