export const Tags = { Bikes: "bikes", Docks: "docks" } as const;
export const dockTag = (id: string) => "dock:" + id;
