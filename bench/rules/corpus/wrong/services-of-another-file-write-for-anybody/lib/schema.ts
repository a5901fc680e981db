import { pgTable, text } from "drizzle-orm/pg-core";

export const shelves = pgTable("shelves", { id: text("id"), label: text("label") });
