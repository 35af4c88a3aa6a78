"""Who is visiting: guests by a signed cookie."""
