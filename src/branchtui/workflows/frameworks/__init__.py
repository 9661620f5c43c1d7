"""对标: adopting frameworks, marking what counts, and how each stands."""
