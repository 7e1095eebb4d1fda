"""Watched words of the tests: invented, meaning nothing in any language; they stand where a list has real ones."""

INVENTED = {1: "zorbul", 2: "mekkavit dranolu", 3: "брюхта", 4: "şivrəq*", 5: "lintok"}
