"""A memorial: the names, stories, testimonies and commemorations of people who suffered an atrocity."""
