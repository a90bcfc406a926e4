"""What a learner is asked: bets, exercises, worked examples, quizzes, and what is kept of the answers.

It knows no Jupyter. Every right answer is computed from the models when it is asked for; none is stored.
"""
