// A period's year, its place in that year from 1, and its place in time counted in periods of its
// kind: `2024`, `2024K2`, `2024M05`. As etl/periods.py, and held to the same table of cases.
const PERIOD = /^(\d{4})(?:K([1-4])|M(0[1-9]|1[0-2]))?$/;

export function period(code) {
  const found = PERIOD.exec(code);
  if (!found) throw new RangeError(`${code} is no period such as 2024, 2024K1 or 2024M05`);
  const [year, part] = [found[1], found[2] ?? found[3] ?? 1].map(Number);
  return { year, part, ordinal: year * (found[2] ? 4 : found[3] ? 12 : 1) + part - 1 };
}
