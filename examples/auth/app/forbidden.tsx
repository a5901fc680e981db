export default function Forbidden() {
  return (
    <>
      <h1>For keepers</h1>
      <p>You are signed in, and this is not yours.</p>
    </>
  );
}
