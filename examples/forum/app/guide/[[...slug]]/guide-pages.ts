/** One page of the guide; its text is written as members write posts. */
export interface GuidePage {
  readonly slug: string;
  readonly title: string;
  readonly text: string;
}

/** The guide, in reading order; the first one stands at `/guide`. */
export const guidePages: readonly GuidePage[] = [
  {
    slug: "",
    title: "About the forum",
    text: `
This is a place for people who mend things: bicycles, radios, clocks, chairs, jumpers. Anyone may read. Members write posts and comments, and say “helpful” to what helped them.

A post begins as a draft that only its author sees. Publishing it shows it to everyone; its author can change it at any time, or delete it together with its comments.
`,
  },
  {
    slug: "writing/formatting",
    title: "Formatting",
    text: `
There is very little of it, on purpose.

- a blank line begins a new paragraph
- lines that begin with a hyphen and a space make a list
- text between backticks is set as code, such as a part's marking: \`47 µF / 350 V\`

Everything else is shown as it was typed.
`,
  },
  {
    slug: "under-the-hood",
    title: "How it is made",
    text: `
The forum is the demo of Edict. It is an ordinary app on App Router conventions; these are the places to look at.

- forms that work with and without JavaScript, and keep what was typed: \`components/post-form.tsx\` with \`app/actions/post.actions.ts\`
- a comment that stands there before the server has it: \`components/comment-section.tsx\`
- an action inside a Server Component that closes over the post, handed to a button: \`app/posts/[id]/page.tsx\`
- one form with two actions, each bound to a post: \`app/drafts/page.tsx\`
- a file that is uploaded, stored and served: \`app/actions/user.actions.ts\` and \`app/avatars/[id]/route.ts\`
- a webhook that checks a signature over the raw body: \`app/api/webhooks/publish/route.ts\`
- signing in with a cookie, from an action: \`lib/session.ts\`
- what happens when an action fails: try to delete the pinned post as Ada; the database refuses, and \`app/posts/[id]/error.tsx\` says so
`,
  },
];
