"""One more table for the catalogue, of figures that the emulator has: a trial of adding it."""

TOPIC = 'topic = "Prov"\ntopic_en = "Trial"\norder = 99\n'
TABLE = """
[provtal]
title = "Provtal i norr"
title_en = "Trial figure in the north"
subject = "provtalet i norr"
subject_en = "the trial figure in the north"
description = "Antal invånare, en gång till."
description_en = "Number of inhabitants, once more."
unit = "personer"
decimals = 0
kind = "count"
source = "kolada"
table = "N01951"
by_sex = true
levels = ["country", "county", "municipality"]
frequency = "year"
source_unit = "antal"
range = [0, 20000000]

[provtal.query]
kpi = "N01951"
"""
