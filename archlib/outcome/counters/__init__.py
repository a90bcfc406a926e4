"""How each meter counts, a module for each kind of station; every counter returns (quantity, used) in its unit."""
