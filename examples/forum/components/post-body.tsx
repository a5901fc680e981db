import { textBlocks } from "@/lib/text-blocks";
import styles from "./post-body.module.css";

/** What a member wrote, as elements: nothing of it is ever HTML. */
export function PostBody({ text }: { text: string }) {
  return (
    <div className={styles.body}>
      {textBlocks(text).map((block, index) =>
        block.kind === "list" ? (
          <ul key={index}>
            {block.items.map((item, line) => (
              <li key={line}>
                <Line text={item} />
              </li>
            ))}
          </ul>
        ) : (
          <p key={index}>
            <Line text={block.text} />
          </p>
        ),
      )}
    </div>
  );
}

function Line({ text }: { text: string }) {
  return text
    .split(/`([^`\n]+)`/)
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
