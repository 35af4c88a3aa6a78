"""Ballot rules, the vote ledger and tallies. `desk.VotingDesk` is what handlers call."""
