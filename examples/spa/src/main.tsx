import { ActionBoundary, onCaughtError, onRedirect } from "edict/spa";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { navigate } from "./location.ts";
import "./styles.css";

onRedirect(({ location, replace }) => navigate(location, replace));

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
createRoot(element, { onCaughtError }).render(
  <StrictMode>
    <ActionBoundary>
      <App />
    </ActionBoundary>
  </StrictMode>,
);
