import { pgTable, serial, text } from "drizzle-orm/pg-core";

export const tickets = Object.assign(pgTable("tickets", { id: serial(), priority: text() }), { name: "tickets" });
