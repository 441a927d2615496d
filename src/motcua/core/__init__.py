"""Ground: refusals, hash chains, numbering, identifiers, Vietnamese text, journal, outbox."""
