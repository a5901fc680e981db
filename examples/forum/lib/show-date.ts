const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** `3 Mar 2026`; in UTC, so that server and browser write the same. */
export function showDate(date: Date): string {
  return day.format(date);
}

/** `1 comment`, `3 comments`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
