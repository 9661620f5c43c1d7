"""What the service log comes to: totals, figures in reports, and what in it contradicts itself."""
