"""The hall for the staff: the counter's panel, tickets at the reception, the head's board."""
