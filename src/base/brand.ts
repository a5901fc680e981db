declare const brand: unique symbol;

/** Marks a primitive as checked: only the parser of `Name` makes one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
