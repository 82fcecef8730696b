"""What makes a session live: its loop, the registry, the render workers and their supervision, the recorder."""
