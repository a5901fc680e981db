import { onRevalidated } from "edict/spa";
import { useEffect, useOptimistic, useState, useTransition } from "react";
import { lendTool, listTools, removeTool } from "./tools.actions.ts";
import type { Tool } from "./database.ts";

/** What is left of a tool that was removed: the way to have it back. */
interface Removed {
  readonly name: string;
  readonly undo: () => Promise<void>;
}

export function ToolList() {
  const tools = useTools();
  const [removed, setRemoved] = useState<Removed>();
  const [isPending, startTransition] = useTransition();
  if (tools === undefined) return <p>Looking into the shed …</p>;
  const remove = (tool: Tool): void =>
    startTransition(async () => {
      const undo = await removeTool(tool.id);
      setRemoved(undo === undefined ? undefined : { name: tool.name, undo });
    });
  const putBack = ({ undo }: Removed): void =>
    startTransition(async () => {
      await undo();
      setRemoved(undefined);
    });
  return (
    <section aria-busy={isPending}>
      <h2>{tools.length === 1 ? "1 tool" : `${tools.length} tools`}</h2>
      <ul>
        {tools.map((tool) => (
          <ToolRow key={tool.id} tool={tool} onRemove={() => remove(tool)} />
        ))}
      </ul>
      {removed !== undefined && (
        <p role="status">
          {removed.name} is gone.{" "}
          <button disabled={isPending} onClick={() => putBack(removed)}>
            Undo
          </button>
        </p>
      )}
    </section>
  );
}

function ToolRow({ tool, onRemove }: { tool: Tool; onRemove: () => void }) {
  const [isPending, startTransition] = useTransition();
  const [isLent, showLent] = useOptimistic(tool.isLent);
  const lend = (): void =>
    startTransition(async () => {
      showLent(!isLent);
      await lendTool(tool.id, !isLent);
    });
  return (
    <li aria-busy={isPending}>
      <strong>{tool.name}</strong> <span>of {tool.owner}</span>
      <button aria-pressed={isLent} onClick={lend}>
        {isLent ? "Lent" : "In the shed"}
      </button>
      <button aria-label={`Remove ${tool.name}`} onClick={onRemove}>
        Remove
      </button>
    </li>
  );
}

/** The tools as they are now; read again whenever an action changed something, in this tab or another one. */
function useTools(): readonly Tool[] | undefined {
  const [tools, setTools] = useState<readonly Tool[]>();
  const [, startTransition] = useTransition();
  useEffect(() => {
    const read = (): void => startTransition(async () => setTools(await listTools()));
    read();
    return onRevalidated(read);
  }, []);
  return tools;
}
