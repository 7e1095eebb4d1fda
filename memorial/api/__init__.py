"""Api: what the memorial tells programs, one address for each entry and each list.

It is only read, by anybody, without an account. Every answer is made of the representations (`exchange`), and every row
in it is asked through the consent gate by the channel of the API. An address depends on nothing but itself: no session,
no cookie, no language of the one who asks.
"""
