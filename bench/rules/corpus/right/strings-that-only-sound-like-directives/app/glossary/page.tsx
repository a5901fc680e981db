"use memo";

import { Term } from "./term";

const terms = ["use server", "use client", "use cache", "use sever"];
const example = `use server`;

export default function Glossary() {
  const hint = "use server";
  return (
    <dl data-hint={hint}>
      {terms.map((term) => (
        <Term key={term} term={term} />
      ))}
      <dd>use server</dd>
      <dd>{"use server"}</dd>
      <dd>{example}</dd>
    </dl>
  );
}
