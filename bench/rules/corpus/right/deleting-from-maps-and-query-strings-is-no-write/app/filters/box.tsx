"use client";

import { fingerprint } from "./actions";

export const Box = ({ size }: { size: number }) => (
  <textarea rows={size} onBlur={(e) => fingerprint(e.target.value)} />
);
