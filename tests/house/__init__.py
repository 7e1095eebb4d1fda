"""The rules of the house, each a function from a file's text to the faults in it; ``test_house_rules`` applies them."""
