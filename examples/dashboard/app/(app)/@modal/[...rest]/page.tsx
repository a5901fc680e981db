/** A page that no dialog is shown for closes the one that is open. */
export default function ClosedModal(): null {
  return null;
}
