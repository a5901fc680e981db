import { Link } from "edict/client";
import { signOut } from "@/app/actions/auth.actions";
import type { Person } from "@/data/people";
import { Avatar } from "./avatar";
import { ButtonLink } from "./button-link";
import { NavLink } from "./nav-link";
import { SubmitButton } from "./submit-button";
import styles from "./site-header.module.css";

/** The head of every page: where one can go, and who is signed in. */
export function SiteHeader({ user }: { user: Person | undefined }) {
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <Link href="/" className={styles.brand}>
          <Needle />
          Mending Forum
        </Link>
        <nav aria-label="Main">
          <ul className={styles.nav}>
            <li>
              <NavLink href="/" className={styles.link}>
                Posts
              </NavLink>
            </li>
            {user !== undefined && (
              <li>
                <NavLink href="/drafts" className={styles.link}>
                  Drafts
                </NavLink>
              </li>
            )}
            <li>
              <NavLink href="/guide" className={styles.link}>
                Guide
              </NavLink>
            </li>
          </ul>
        </nav>
        {user === undefined ? <Visitor /> : <Member user={user} />}
      </div>
    </header>
  );
}

function Visitor() {
  return (
    <div className={styles.account}>
      <ButtonLink href="/sign-in" kind="quiet">
        Sign in
      </ButtonLink>
      <ButtonLink href="/sign-up">Join</ButtonLink>
    </div>
  );
}

function Member({ user }: { user: Person }) {
  return (
    <>
      <div className={styles.write}>
        <ButtonLink href="/posts/new">New post</ButtonLink>
      </div>
      <div className={styles.account}>
        <Link href="/settings" className={styles.me}>
          <Avatar person={user} size={28} />
          <span className={styles.name}>
            <span className="visually-hidden">Settings of </span>
            {user.name}
          </span>
        </Link>
        <form action={signOut}>
          <SubmitButton kind="quiet">Sign out</SubmitButton>
        </form>
      </div>
    </>
  );
}

function Needle() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M8 25c-3-5 3-7 1-12s5-5 6-8"
        fill="none"
        stroke="#f2c45a"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path d="M7 24 22.5 8.5a2.2 2.2 0 0 1 3.1 3.1L10 27z" fill="var(--on-accent)" />
      <path d="m20.5 12.5 2.2-2.2" stroke="var(--accent)" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}
