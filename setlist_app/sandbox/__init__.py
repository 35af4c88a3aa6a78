"""The demo world: stands in for Ticketmaster Discovery v2 and Spotify Web API, in their wire format (DESIGN §5.8).

A provider, not a mock: the product reaches it through the same client, limits and error bodies as the real ones.
"""
