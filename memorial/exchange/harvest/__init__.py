"""Harvesting: what other archives were told of each entry, so that holders of copies learn of a withdrawal (OAI-PMH).

For each entry that strangers may take away by this channel, or once might, there is one **header**: its permanent id,
when what is told of it last changed, and a digest of what that is. It is kept in the transaction of every act. The
words themselves are kept nowhere here: whoever asks is answered from the entries, through the consent gate.
"""
