"""How near this service comes to a running thumbor: options, expected pictures, crops and signatures."""
