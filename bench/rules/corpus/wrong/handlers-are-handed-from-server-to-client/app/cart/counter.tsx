"use client";

import { useState } from "react";

interface Props {
  count: number;
  onChange: (count: number) => void;
  format: (cents: number) => string;
}

export function Counter({ count, onChange, format }: Props) {
  const [value, setValue] = useState(count);
  return (
    <button
      onClick={() => {
        setValue(value + 1);
        onChange(value + 1);
      }}
    >
      {format(value)}
    </button>
  );
}
