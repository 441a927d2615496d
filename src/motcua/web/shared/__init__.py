"""What all pages share: request handling, forms, context."""
