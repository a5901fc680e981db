const LARGEST = 2_147_483_647;

/** The number of a row from an address or a bound argument, where anything may stand; undefined for what is none. */
export function rowId(value: unknown): number | undefined {
  const id = typeof value === "string" && /^[1-9]\d{0,9}$/.test(value) ? Number(value) : value;
  return typeof id === "number" && Number.isInteger(id) && id >= 1 && id <= LARGEST
    ? id
    : undefined;
}
