/** Sizes that forms show and actions check. */
export const limits = {
  nameCharacters: 60,
  emailCharacters: 254,
  passwordMinCharacters: 10,
  passwordMaxCharacters: 200,
  titleCharacters: 120,
  bodyCharacters: 20_000,
  tags: 5,
  tagCharacters: 24,
  commentCharacters: 2_000,
  avatarBytes: 512 * 1024,
  webhookBytes: 64 * 1024,
} as const;
