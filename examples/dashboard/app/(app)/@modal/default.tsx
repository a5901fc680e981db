/** No dialog. */
export default function NoModal(): null {
  return null;
}
