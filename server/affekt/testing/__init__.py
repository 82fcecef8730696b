"""Public helpers for tests: manual clocks, fake games, simulated sensors."""
