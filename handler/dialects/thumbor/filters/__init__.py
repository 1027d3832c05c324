"""The filters of thumbor's paths: `table` has them all, `writing` the way back, the rest reads one kind each."""
