"""Learning the weights of evidence from the golden questions."""
