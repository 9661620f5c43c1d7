"""示范岗: the chain of its steps, its reviews, its pledges. Pure, as all rules are."""
