/**
 * A property that failed is made smaller for as long as that goes on, and one whose runs never wait keeps every deadline from
 * ending it: it ends by itself, and shows what it has found by then.
 */
import fc from "fast-check";

const isLong = process.env["EDICT_LONG"] === "1";

fc.configureGlobal({
  interruptAfterTimeLimit: isLong ? 3_600_000 : 120_000,
  markInterruptAsFailure: true,
});
