import "server-only";
import { Pool } from "pg";
import type { Role } from "./roles";

export interface Member {
  id: number;
  role: Role;
}

const pool = new Pool();

export async function listMembers(): Promise<Member[]> {
  return (await pool.query("SELECT id, role FROM members")).rows;
}

export async function changeRole(id: number, role: Role) {
  await pool.query("UPDATE members SET role = $1 WHERE id = $2", [role, id]);
}
