import type { CallExpression } from "oxc-parser";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { advance, functionFrame, join, pass, stepInto, type FlowBuilder } from "./flow-builder.ts";
import type { PassPoint } from "./flow-graph.ts";

/** Adds the functions handed to `call` that run while it lasts: any number of times, in any order, unless once. */
export function enterCallbacks(builder: FlowBuilder, call: CallExpression): void {
  const repeated: FunctionNode[] = [];
  for (const argument of call.arguments) {
    const fn = withoutTypes(argument);
    if (!isFunction(fn) || fn.generator) continue;
    const entry = builder.entersCallbacks(call, fn);
    if (entry === "once") enterOnce(builder, call, fn);
    else if (entry) repeated.push(fn);
  }
  if (repeated.length === 0) return;
  const { place } = builder;
  builder.place = { ...place, loopDepth: place.loopDepth + 1 };
  const again = pass();
  advance(builder, again);
  for (const fn of repeated) {
    builder.at = again;
    stepInto(builder, call);
    runWithin(builder, fn, {
      returnTo: again,
      absorbed: mayRejectLater(builder, call, fn) ? again : undefined,
    });
  }
  builder.place = place;
}

/** Adds the body of a function handed to `call` that runs exactly once there, and is waited for. */
export function enterOnce(builder: FlowBuilder, call: CallExpression, fn: FunctionNode): void {
  stepInto(builder, call);
  runWithin(builder, fn, { returnTo: pass(), absorbed: undefined });
}

/** Adds the body of a function that is called where it is written. */
export function callInline(builder: FlowBuilder, call: CallExpression, fn: FunctionNode): void {
  const after = pass();
  if (fn.generator) {
    // Its body runs when somebody asks for values, if at all.
    builder.at.next.push(after);
    runWithin(builder, fn, { returnTo: after, absorbed: after });
    return;
  }
  stepInto(builder, call);
  runWithin(builder, fn, {
    returnTo: after,
    absorbed: mayRejectLater(builder, call, fn) ? after : undefined,
  });
}

/** A rejection that nobody awaits here shows later, or never. */
function mayRejectLater(builder: FlowBuilder, call: CallExpression, fn: FunctionNode): boolean {
  return fn.async && !builder.awaited.has(call);
}

function runWithin(
  builder: FlowBuilder,
  fn: FunctionNode,
  to: { readonly returnTo: PassPoint; readonly absorbed: PassPoint | undefined },
): void {
  const { frame, place, chainEnd } = builder;
  builder.frame = functionFrame(frame, to.returnTo, to.absorbed);
  builder.place = { ...place, fn };
  builder.chainEnd = undefined;
  builder.entered.add(fn);
  builder.runBody(builder, fn);
  join(builder, to.returnTo);
  builder.frame = frame;
  builder.place = place;
  builder.chainEnd = chainEnd;
  builder.at = to.returnTo;
}
