import { setServerCallback } from "@vitejs/plugin-rsc/browser";
import type { ReactNode } from "react";
import { hydrateRoot } from "react-dom/client";
import type { PagePayload, ShownFailure } from "../protocol/index.ts";
import { AppRoot } from "./app-root.tsx";
import { isAborted } from "./browser-error.ts";
import { createCallServer } from "./call-server.ts";
import { watchForms } from "./forms/watch-forms.ts";
import { followUpdates, type HotEvents } from "./follow-updates.ts";
import { flightStream, type FlightQueue } from "./flight-stream.ts";
import { quietSettled } from "./quiet-settled.ts";
import { readFlight } from "./read-flight.ts";
import { BrowserRouter } from "./navigation/browser-router.ts";
import { readPrinted } from "./navigation/segment-prints.ts";
import { linkTabs } from "./navigation/other-tabs.ts";
import { readSignal } from "./signal-error.ts";

// Replaced by the bundler: what the configuration says of calls.
declare const process: { readonly env: { readonly EDICT_DISPATCH: "ordered" | "serial" } };

/** What the document's scripts leave for the runtime. */
interface DocumentScope extends FlightQueue {
  readonly __edict_failure?: ShownFailure;
}

interface HotImportMeta {
  readonly hot?: HotEvents;
}

hydrate(globalThis as DocumentScope).catch(reportError);

/** Takes the document over: from now on calls and navigations are the runtime's. */
async function hydrate(scope: DocumentScope): Promise<void> {
  const forms = watchForms();
  const initial = await readPrinted(flightStream(scope), (flight) =>
    readFlight<PagePayload<ReactNode>>(flight),
  );
  const router: BrowserRouter = new BrowserRouter(initial, {
    announceChange: linkTabs(() => router.outdated()),
    // Once the effects of the first render have run.
    hydrated: () => setTimeout(forms.restore),
  });
  const { submissions } = forms;
  const skew = forms.recoverFrom(initial.build);
  const dispatch = process.env.EDICT_DISPATCH;
  let showsFailure = false;
  setServerCallback(createCallServer(router, { submissions, skew, dispatch }));
  addEventListener("popstate", () => router.popped());
  quietSettled();
  hydrateRoot(
    document,
    <AppRoot initial={initial} failure={scope.__edict_failure} router={router} />,
    {
      // React's own type of form state is opaque; the server's value is what it gave there.
      formState: (initial.formState ?? null) as never,
      onCaughtError: (error) => {
        if (readSignal(error) !== undefined || isAborted(error)) return;
        showsFailure = true;
        globalThis.console.error(error);
      },
      onRecoverableError: (error) => {
        if (readSignal(error) === undefined) reportError(error);
      },
    },
  );
  // Vite looks for these words.
  const hot = (import.meta as HotImportMeta).hot;
  if (hot === undefined) return;
  followUpdates(hot, {
    refresh: () => void router.refresh(true).catch(reportError),
    takeFailed: () => {
      const failed = showsFailure;
      showsFailure = false;
      return failed;
    },
  });
}
