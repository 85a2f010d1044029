"""What pages say of how often rules are wrong is what the bench measures."""

from dashboard import measured
from etl.store.releases import DEFAULT, Release
from tests.bench import verdicts


def test_the_table_of_errors_is_what_the_bench_measures() -> None:
    told, found = measured.written(), verdicts.measured()
    assert (told["rates"], told["series"]) == (found.rates, found.series)
    assert told["day"] == Release(DEFAULT).id[:10]
    shown = {each["name"]: (each["speaks"], each["wrong"]) for each in told["rule"]}
    assert shown == {
        name: (round(speaks, 1), round(wrong, 1)) for name, (speaks, wrong) in found.rules.items()
    }
