"use client";

export function Rename({ save }: { save: (form: FormData) => Promise<unknown> }) {
  return (
    <button formAction={async (form) => void (await save(form))} name="label" value="renamed">
      Rename
    </button>
  );
}
