"""The texts from which the notebooks are made, one for learner and instructor, and what makes them."""
