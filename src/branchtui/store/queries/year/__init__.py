"""Reading what a year holds: plans and what came of them."""
