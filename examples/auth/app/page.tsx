export default function Page() {
  return (
    <>
      <h1>The desk</h1>
      <p>The board is for members, the keys are for keepers.</p>
      <dl>
        <dt>Wren, a member</dt>
        <dd>
          <code>letters-please</code>
        </dd>
        <dt>Osprey, a keeper</dt>
        <dd>
          <code>keys-please</code>
        </dd>
      </dl>
    </>
  );
}
