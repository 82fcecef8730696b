"""gRPC: bytes become values and back."""
