"""Events: what happened, where, and how many.

An **Event** is one step of the chronology. A **Place** has a name in each language and a point on the map. A
**Figure** is a number with who states it, when, and of whom; figures are never summed and never averaged.
"""
