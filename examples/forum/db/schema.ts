import { customType, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** `bytea`; PGlite hands out a `Uint8Array`, node-postgres a `Buffer`, which is one. */
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const users = pgTable("users", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  /** Lower case. */
  email: text("email").notNull().unique("users_email_key"),
  name: text("name").notNull(),
  passwordHash: text("password_hash").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});

export const sessions = pgTable("sessions", {
  /** SHA-256 of the token in the cookie, so that a leaked table signs nobody in. */
  tokenHash: text("token_hash").primaryKey(),
  userId: integer("user_id").notNull(),
  expiresAt: moment("expires_at").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});

export const avatars = pgTable("avatars", {
  userId: integer("user_id").primaryKey(),
  contentType: text("content_type").notNull(),
  bytes: bytes("bytes").notNull(),
  /** Of the bytes; names this version of the picture in its URL. */
  hash: text("hash").notNull(),
});

export const posts = pgTable("posts", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  authorId: integer("author_id").notNull(),
  title: text("title").notNull(),
  body: text("body").notNull(),
  tags: text("tags").array().notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
  updatedAt: moment("updated_at").notNull().defaultNow(),
  /** Null while it is a draft. */
  publishedAt: moment("published_at"),
});

/** A pinned post stands first, and the database refuses to delete it. */
export const pins = pgTable("pins", {
  postId: integer("post_id").primaryKey(),
});

export const comments = pgTable("comments", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  postId: integer("post_id").notNull(),
  authorId: integer("author_id").notNull(),
  body: text("body").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});

export const helpfulVotes = pgTable(
  "helpful_votes",
  {
    postId: integer("post_id").notNull(),
    userId: integer("user_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.postId, table.userId] })],
);

/** Webhook events that were handled, so that a repeated delivery does nothing. */
export const webhookEvents = pgTable("webhook_events", {
  id: text("id").primaryKey(),
  receivedAt: moment("received_at").notNull().defaultNow(),
});
