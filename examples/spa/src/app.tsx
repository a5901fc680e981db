import type { ReactNode } from "react";
import { AddTool } from "./add-tool.tsx";
import { navigate, usePath } from "./location.ts";
import { ToolList } from "./tool-list.tsx";

export function App() {
  const path = usePath();
  return (
    <>
      <header>
        <h1>The tool shed</h1>
        <nav>
          <Page to="/">All tools</Page>
          <Page to="/new">Add a tool</Page>
        </nav>
      </header>
      <main>{path === "/new" ? <AddTool /> : <ToolList />}</main>
    </>
  );
}

function Page({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a
      href={to}
      aria-current={usePath() === to ? "page" : undefined}
      onClick={(event) => {
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}
