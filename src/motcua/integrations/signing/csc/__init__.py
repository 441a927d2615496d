"""Remote signing by the interface of the Cloud Signature Consortium, version 2."""
