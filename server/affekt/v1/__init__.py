"""Generated stubs of the contract. Never edited; run make proto."""
