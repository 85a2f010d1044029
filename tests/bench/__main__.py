"""Runs every benchmark and prints its lines; nothing here passes or fails."""

from tests.bench import answers, maps, pages, refresh, releases, report

if __name__ == "__main__":
    for bench in (answers, releases, pages, maps, report, refresh):
        print(f"\n== {(bench.__doc__ or '').splitlines()[0]}", flush=True)
        for line in bench.run():
            print(f"  {line}", flush=True)
