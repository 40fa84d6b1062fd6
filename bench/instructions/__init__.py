"""What `orders` takes, counted in instructions."""
