"""Central: a service desk for internet providers and service companies."""
