"""What people and heads write here: a rating, once for each slip; what was done about a low one."""
