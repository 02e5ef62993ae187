"""What a person's contract or a city's custom asks beyond the law: hard limits with a judge and an encoder of one
shape, and wishes of the contract that are charged where a roster falls short.
"""
