"use client";

import { renameStation } from "./actions";

export function Name(props: { id: number; name: string }) {
  return (
    <input
      defaultValue={props.name}
      onBlur={(event) => void renameStation({ id: props.id, name: event.currentTarget.value })}
    />
  );
}
