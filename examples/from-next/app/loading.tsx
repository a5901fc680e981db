export default function Loading() {
  return <p className="aside">Looking through the drawers…</p>;
}
