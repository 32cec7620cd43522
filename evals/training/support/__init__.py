"""Training of the support score: pairs of claims and evidence, made by rule or written by people."""
