import * as z from "zod";
import { limits } from "./limits";

const line = (what: string, characters: number) =>
  z
    .string()
    .trim()
    .min(1, `Please enter ${what}.`)
    .max(characters, `At most ${characters} characters, please.`);

/** An address as it is stored: lower case. */
const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(limits.emailCharacters, "This address is too long.")
  .pipe(z.email("Please enter an e-mail address, such as name@forum.example."));

const name = line("a name", limits.nameCharacters);

/** Fields of the sign-up form. */
export const signUpSchema = z.object({
  name,
  email,
  password: z
    .string()
    .min(
      limits.passwordMinCharacters,
      `At least ${limits.passwordMinCharacters} characters, please.`,
    )
    .max(
      limits.passwordMaxCharacters,
      `At most ${limits.passwordMaxCharacters} characters, please.`,
    ),
});

/** Fields of the sign-in form. */
export const signInSchema = z.object({
  email,
  password: z
    .string()
    .min(1, "Please enter your password.")
    .max(limits.passwordMaxCharacters, "This password is too long."),
});

/** `clocks, Radios` to `["clocks", "radios"]`. */
const tags = z
  .string()
  .transform((text) => [
    ...new Set(
      text
        .toLowerCase()
        .split(",")
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ""),
    ),
  ])
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^[\p{L}\p{N}-]+$/u, "A tag has letters, digits and hyphens only.")
          .max(limits.tagCharacters, `A tag has at most ${limits.tagCharacters} characters.`),
      )
      .max(limits.tags, `At most ${limits.tags} tags, please.`),
  );

/** Fields of the post form. */
export const postSchema = z.object({
  title: line("a title", limits.titleCharacters),
  body: z
    .string()
    .trim()
    .min(20, "Please write at least 20 characters, so that somebody can answer.")
    .max(limits.bodyCharacters, `At most ${limits.bodyCharacters} characters, please.`),
  tags,
});

/** Fields of the comment form. */
export const commentSchema = z.object({
  body: z
    .string()
    .trim()
    .min(1, "Please write something.")
    .max(limits.commentCharacters, `At most ${limits.commentCharacters} characters, please.`),
});

/** Fields of the name form. */
export const nameSchema = z.object({ name });

/** Body of the publishing webhook. */
export const publishEventSchema = z.object({
  id: z.string().min(1).max(100),
  type: z.literal("post.publish"),
  post: z.int().min(1).max(2_147_483_647),
});
