"""Pages for the administrator and the head of a desk: units, desks, people, reviews, the journal."""
