import Link from "next/link";

export default function NotFound() {
  return (
    <>
      <h1>Not in the drawers</h1>
      <p>
        Nobody offers this. <Link href="/">See what there is</Link>.
      </p>
    </>
  );
}
