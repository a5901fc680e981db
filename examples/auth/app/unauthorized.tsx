import { Link } from "edict/client";

export default function Unauthorized() {
  return (
    <>
      <h1>Who are you?</h1>
      <p>
        Your session has ended. <Link href="/login">Sign in</Link> again.
      </p>
    </>
  );
}
