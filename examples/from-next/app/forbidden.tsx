export default function Forbidden() {
  return (
    <>
      <h1>Not yours</h1>
      <p>Only whoever offers a seed may change it.</p>
    </>
  );
}
