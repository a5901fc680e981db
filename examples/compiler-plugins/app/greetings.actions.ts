"use server";

import { headers } from "edict";

const greetings = ["Hello", "Good day"];

export async function greet(name: string): Promise<{ text: string; again: () => Promise<string> }> {
  const [first, second] = greetings;
  return {
    text: `${first}, ${name}`,
    again: async () => {
      "use server";
      return `${second}, ${name}`;
    },
  };
}

export async function askedWith(header: string): Promise<string | null> {
  return (await headers()).get(header);
}
