"""What do people say of the service? One rating for each slip, of nobody's name; what became of the low ones."""
