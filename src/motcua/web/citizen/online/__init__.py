"""The pages on which people file online, one question or group a page."""
