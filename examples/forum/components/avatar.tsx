import type { Person } from "@/data/people";
import styles from "./avatar.module.css";

/** A member's picture, or their initials; the name always stands beside it, so it is not read out. */
export function Avatar({ person, size }: { person: Person; size: number }) {
  if (person.avatar !== null)
    return <img className={styles.avatar} src={person.avatar} alt="" width={size} height={size} />;
  // Dark enough for white letters at every hue.
  const colour = `hsl(${(person.id * 67 + 150) % 360} 42% 34%)`;
  return (
    <svg
      className={styles.avatar}
      viewBox="0 0 40 40"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <rect width="40" height="40" fill={colour} />
      <text x="20" y="25.5" fill="#fff" fontSize="15" fontWeight="600" textAnchor="middle">
        {initialsOf(person.name)}
      </text>
    </svg>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word = "") => String.fromCodePoint(word.codePointAt(0) ?? 0x3f).toUpperCase())
    .join("");
}
