/** A table of a usual kind; also rendered by `bench/servers/react`, which has nothing of Edict. */
export function Table({ count }: { count: number }) {
  const rows = Array.from({ length: count }, (_, id) => ({
    id,
    title: `Row ${id} of a table that somebody looks at`,
    tags: ["clocks", "mending", `shelf-${id % 7}`],
  }));
  return (
    <table>
      <thead>
        <tr>
          <th>Number</th>
          <th>Title</th>
          <th>Tags</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: { id: number; title: string; tags: string[] } }) {
  return (
    <tr className={row.id % 2 === 0 ? "even" : "odd"}>
      <td>{row.id}</td>
      <td>
        <a href={`/rows/${row.id}`}>{row.title}</a>
      </td>
      <td>
        <ul>
          {row.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
