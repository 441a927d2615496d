"""Reception, help and return at home: what is approved, who is visited when, what helpers did."""
