"""Commemorations: how the dead are remembered, and by whom what happened was recognised.

A **Commemoration** is an annual day, a ceremony, a monument, a campaign, a burial. A **Recognition** is an instrument
of a body, with its level: what a part of a country, a committee or single members declare is never shown as a state's
recognition.
"""
