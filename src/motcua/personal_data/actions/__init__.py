"""The writers of rights: asking and answering, consent, a copy of everything, removal, the register of leaks."""
