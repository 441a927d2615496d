"""What people are told of their dossiers: by e-mail, SMS, Zalo or, where nothing else reaches them, by telephone."""
