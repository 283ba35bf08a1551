"""The room Check in the window: the questions, the form of them all, and the places to try."""
