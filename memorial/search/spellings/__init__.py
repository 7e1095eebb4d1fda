"""Spellings: one table for each language in which names reach the memorial, and where its rules are written.

A table says what sounds a letter, or a group of letters, stands for: "kh" is x in English. A space parts sounds that it
may stand for, the usual one first; "?" marks one that is rare. "^" and "$" are the beginning and the end of a word, "-"
is no sound, "·" is any short vowel or none, where a script does not write it. The signs of sounds are the letters of
the Azerbaijani alphabet, because nearly all of these names have their sounds: c as in jam, ç as in church, x as in
loch, q a g from the back of the mouth, ğ its fricative, j as in measure, ə as in cat, ı as in Turkish.
"""
