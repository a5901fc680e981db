"use server";

// No action: the plugins say so, and where.
export const limit = 3;
