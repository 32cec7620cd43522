"""Training of the support score: claims with evidence, made by rule or written by people."""
