"use client";

export function Rename({ save }: { save: (form: FormData) => Promise<{ error: string } | undefined> }) {
  return (
    <form action={async (form) => void (await save(form))}>
      <input name="name" />
    </form>
  );
}
