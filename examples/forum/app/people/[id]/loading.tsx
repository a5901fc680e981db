import styles from "./loading.module.css";

export default function PersonLoading() {
  return (
    <div className={`narrow ${styles.skeleton}`} role="status">
      <span className="visually-hidden">Loading…</span>
      <div className={styles.head} />
      <div className={styles.card} />
      <div className={styles.card} />
    </div>
  );
}
