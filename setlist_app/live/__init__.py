"""What every open page of a topic sees at once: rooms, the broadcaster, and the last payload of each topic."""
