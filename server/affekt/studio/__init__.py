"""Where sets are made from what composers bring: recordings, a DAW's MIDI, another engine's resources."""
