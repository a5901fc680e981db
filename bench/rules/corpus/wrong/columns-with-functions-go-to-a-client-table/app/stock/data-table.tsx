"use client";

interface Props<T> {
  rows: T[];
  columns: { key: keyof T; cell?: (value: never) => string }[];
  rowKey: (row: T) => string;
}

export function DataTable<T>({ rows, columns, rowKey }: Props<T>) {
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ key, cell }) => (
              <td key={String(key)}>{cell ? cell(row[key] as never) : String(row[key])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
