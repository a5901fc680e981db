/** One made-up member; the address is `<key>@forum.example`. */
export interface SamplePerson {
  readonly key: string;
  readonly name: string;
  readonly joinedDaysAgo: number;
}

/** Every sample member signs in with it. */
export const DEMO_PASSWORD = "demo-password";

/** The members of the sample forum, all made up. */
export const samplePeople: readonly SamplePerson[] = [
  { key: "ada", name: "Ada Thimble", joinedDaysAgo: 812 },
  { key: "ben", name: "Ben Sprocket", joinedDaysAgo: 640 },
  { key: "cleo", name: "Cleo Solder", joinedDaysAgo: 455 },
  { key: "dov", name: "Dov Varnish", joinedDaysAgo: 301 },
  { key: "esme", name: "Esme Tallow", joinedDaysAgo: 96 },
];
