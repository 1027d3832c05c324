"""AWS: Lambda itself: the fronts before it, its cold start and its snapshot."""
