"""gRPC: bytes become values and back. Everything runs on the event loop."""
