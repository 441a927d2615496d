"""Pay at a payment gateway: the person is sent there, the gateway tells us what came."""
