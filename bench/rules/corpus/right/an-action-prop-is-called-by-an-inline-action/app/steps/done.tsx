"use client";

export const Done = ({ finish }: { finish: () => Promise<void> }) => <button onClick={() => finish()}>Done</button>;
