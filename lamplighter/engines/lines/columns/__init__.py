"""Column generation: lines are priced person by person, and a linear program says what they are worth together.

Source: Strandmark, Qu and Curtois, "First-order linear programming in a column generation-based heuristic approach
to the nurse rostering problem", Computers and Operations Research 120 (2020); Wentges' smoothing of prices (1997).
"""
