import { listHref } from "@/lib/list-query";
import { ButtonLink } from "./button-link";
import styles from "./pagination.module.css";

/** Links to the pages before and after. */
export function Pagination({
  tag,
  page,
  pages,
}: {
  tag: string | undefined;
  page: number;
  pages: number;
}) {
  if (pages <= 1) return null;
  return (
    <nav className={styles.pages} aria-label="Pages">
      <div>
        {page > 1 && (
          <ButtonLink kind="quiet" href={listHref({ tag, page: page - 1 })}>
            Newer
          </ButtonLink>
        )}
      </div>
      <p className={styles.where}>
        Page {page} of {pages}
      </p>
      <div className={styles.end}>
        {page < pages && (
          <ButtonLink kind="quiet" href={listHref({ tag, page: page + 1 })}>
            Older
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}
