import Link from "next/link";

export default function Unauthorized() {
  return (
    <>
      <h1>Who are you?</h1>
      <p>
        This is for members. <Link href="/login">Sign in</Link>.
      </p>
    </>
  );
}
