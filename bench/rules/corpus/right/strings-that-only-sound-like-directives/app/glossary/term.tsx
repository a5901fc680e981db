"use client";
"use no memo";

export function Term({ term }: { term: string }) {
  switch (term) {
    case "use server":
      return <dt>{term}: runs far away</dt>;
    default:
      return <dt>{term}</dt>;
  }
}
