"use server";

import { refresh } from "next/cache";
import { Schema } from "effect";
import { parseInput } from "../../lib/parse-input";
import { getViewer } from "../../lib/session";
import { beds } from "../../lib/beds";

const Seed = Schema.standardSchemaV1(Schema.Struct({ kind: Schema.NonEmptyString, depth: Schema.Int }));

export async function plant(seed: unknown) {
  const viewer = await getViewer();
  const { kind, depth } = await parseInput(Seed, seed);
  await beds.insertOne({ kind, depth, gardener: viewer.id });
  refresh();
}

export async function uproot(bedId: string) {
  const viewer = await getViewer();
  await beds.deleteOne({ _id: bedId, gardener: viewer.id });
  refresh();
}
