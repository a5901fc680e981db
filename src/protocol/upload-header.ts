/**
 * Name of the header that says how many bytes the content of a body's last part has: an action that takes streams begins
 * before they have come. Apart from `headerNames`, which every page loads: few calls need it.
 */
export const uploadHeader = "edict-upload";

/** What stands behind the last part of a body with this boundary. */
export function closingDelimiter(boundary: string): string {
  return `\r\n--${boundary}--\r\n`;
}
