"""The median age of a population told in one-year classes. Pure."""

import pandas as pd

AT = ["region", "sex", "age", "period"]
NO_BASE = "."  # the agencies' own symbol for "not applicable": there is nothing to compute from
ONE_YEAR = r"\d{1,3}\+?"  # 0 … 99 and the open class 100+; total and 0-9 are none
WITHOUT_AGE = ["region", "sex", "period"]


def median_age(people: pd.DataFrame) -> pd.DataFrame:
    """`region, sex, age, period, value, status`: years, of the number of people in each class.

    Half are younger, half older; inside its class people are taken to be spread evenly over the
    year. No value where a class has none (its symbol is kept), is not there, or nobody lives.
    """
    groups = _classes(people).groupby(WITHOUT_AGE, sort=False)
    told = groups.agg(
        median=("median", "max"), gaps=("gone", "sum"), symbol=("symbol", "max"),
        status=("status", "max"), classes=("from", "size"), last=("from", "max"),
    )  # fmt: skip
    whole = (told["gaps"] == 0) & (told["classes"] == told["last"] + 1)
    told["value"] = told["median"].where(whole)
    told["status"] = told["symbol"].where(told["gaps"] > 0, told["status"])
    nothing = told["value"].isna() & (told["gaps"] == 0)
    told["status"] = told["status"].mask(nothing, NO_BASE)
    return told.reset_index().assign(age="total")[[*AT, "value", "status"]]


def _classes(people: pd.DataFrame) -> pd.DataFrame:
    """Each one-year class in its order, and the median age in the one class that it falls in."""
    classes = people[people["age"].str.fullmatch(ONE_YEAR)].copy()
    classes["from"] = classes["age"].str.rstrip("+").astype("int64")
    classes = classes.sort_values([*WITHOUT_AGE, "from"])
    numbers = classes.groupby(WITHOUT_AGE, sort=False)["value"]
    half, below = numbers.transform("sum") / 2, numbers.cumsum() - classes["value"]
    inside = (below <= half) & (half < below + classes["value"])
    classes["median"] = (classes["from"] + (half - below) / classes["value"]).where(inside)
    gone = classes["value"].isna()
    return classes.assign(gone=gone, symbol=classes["status"].where(gone, ""))
