export const roles = ["cook", "waiter", "host"] as const;
export type Role = (typeof roles)[number];
