"use client";

import { useState } from "react";

export function useFormState<T extends object>(initial: T) {
  const [values, setValues] = useState(initial);
  const set = <K extends keyof T>(key: K, value: T[K]) => setValues((old) => ({ ...old, [key]: value }));
  return [values, set] as const;
}
