"""The conductor: step(state, inputs, frame) -> (state, events); snapshots; the words of files and logs. Pure."""
