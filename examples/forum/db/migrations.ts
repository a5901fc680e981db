/** One step of the schema; its statements run once, in order, in one transaction. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** The schema as plain SQL, oldest first. Append; never edit one that was released. */
export const migrations: readonly Migration[] = [
  {
    name: "0001-people-and-posts",
    statements: [
      `create table users (
        id integer primary key generated always as identity,
        email text not null constraint users_email_key unique,
        name text not null,
        password_hash text not null,
        created_at timestamptz not null default now()
      )`,
      `create table sessions (
        token_hash text primary key,
        user_id integer not null references users (id) on delete cascade,
        expires_at timestamptz not null,
        created_at timestamptz not null default now()
      )`,
      `create index sessions_user on sessions (user_id)`,
      `create table avatars (
        user_id integer primary key references users (id) on delete cascade,
        content_type text not null,
        bytes bytea not null,
        hash text not null
      )`,
      `create table posts (
        id integer primary key generated always as identity,
        author_id integer not null references users (id) on delete cascade,
        title text not null,
        body text not null,
        tags text[] not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        published_at timestamptz
      )`,
      `create index posts_published on posts (published_at desc) where published_at is not null`,
      `create index posts_author on posts (author_id)`,
      `create index posts_tags on posts using gin (tags)`,
      `create table comments (
        id integer primary key generated always as identity,
        post_id integer not null references posts (id) on delete cascade,
        author_id integer not null references users (id) on delete cascade,
        body text not null,
        created_at timestamptz not null default now()
      )`,
      `create index comments_post on comments (post_id, created_at)`,
      `create table helpful_votes (
        post_id integer not null references posts (id) on delete cascade,
        user_id integer not null references users (id) on delete cascade,
        primary key (post_id, user_id)
      )`,
    ],
  },
  {
    name: "0002-pins-and-webhooks",
    statements: [
      `create table pins (post_id integer primary key references posts (id) on delete restrict)`,
      `create table webhook_events (
        id text primary key,
        received_at timestamptz not null default now()
      )`,
    ],
  },
];
