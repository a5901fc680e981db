import { err, ok, type Result } from "../../base/index.ts";
import { requestOptions, type LoadedConfig, type ResolvedConfig } from "../../config/index.ts";
import {
  isLoopback,
  makeKeyRing,
  resolveServerOptions,
  type ServerLimits,
} from "../../server/index.ts";
import { ownOrigins } from "../own-origins.ts";
import type { Finding } from "./checkup.ts";

const area = "configuration";

/** Judges a configuration as a whole: its own faults, and settings that are right alone and do not work together. */
export function checkConfiguration(
  loaded: LoadedConfig,
  host: string,
  limits: Result<ServerLimits, string>,
): Finding[] {
  const { config, problems, file = "edict.config.ts" } = loaded;
  const found = [
    ...problems.map(({ severity, source, key, message }): Finding => ({
      area,
      subject: key === "" ? source || file : key,
      severity,
      message,
    })),
    ...checkOrigins(config, host),
    ...checkTrust(config, host),
    ...(limits.ok ? checkSizes(limits.value) : [wrongOption(limits.error)]),
  ];
  return found.length > 0
    ? found
    : [{ area, subject: file, severity: "ok", message: "Nothing wrong." }];
}

function wrongOption(message: string): Finding {
  return { area, subject: "serverActions", severity: "error", message };
}

/** The limits that a server of this configuration has; the error is a sentence that names the option. */
export function limitsOf(config: ResolvedConfig): Result<ServerLimits, string> {
  const settings = resolveServerOptions({
    ...requestOptions(config),
    origins: config.origins,
    // Any will do: nothing is sealed.
    keys: makeKeyRing((length) => new Uint8Array(length)),
  });
  return settings.ok ? ok(settings.value.limits) : err(settings.error);
}

function checkOrigins(config: ResolvedConfig, host: string): Finding[] {
  const origins = ownOrigins(config, host, 3000);
  const subject = "origins";
  if (!origins.ok) {
    const [message = "", ...hint] = origins.error.split("\n");
    return [{ area, subject, severity: "error", message, hint: hint.join("\n") }];
  }
  return config.origins
    .filter((origin) => origin.startsWith("http://") && !isLoopback(new URL(origin).hostname))
    .map((origin) => ({
      area,
      subject,
      severity: "warning",
      message: `${origin} is not encrypted: browsers keep no Secure cookie of it, so sessions and drafts are lost, and whoever is on the way reads and changes what is sent.`,
      hint: `Serve it as ${origin.replace("http://", "https://")}.`,
    }));
}

function checkTrust({ trustProxy }: ResolvedConfig, host: string): Finding[] {
  if (typeof trustProxy !== "number" || isLoopback(host)) return [];
  return [
    {
      area,
      subject: "trustProxy",
      severity: "warning",
      message: `trustProxy: ${trustProxy} believes whoever connects to ${host} what host and address a visitor has.`,
      hint: "Name the addresses of the proxy instead, or let nobody but the proxy reach this port.",
    },
  ];
}

function checkSizes({ maxBodyBytes, maxBodyBytesInFlight }: ServerLimits): Finding[] {
  if (maxBodyBytes <= maxBodyBytesInFlight) return [];
  return [
    {
      area,
      subject: "serverActions.maxBodyBytesInFlight",
      severity: "warning",
      message: `A body of bodySizeLimit (${maxBodyBytes} bytes) is above it (${maxBodyBytesInFlight}): such a body waits until no other is read.`,
      hint: "Raise maxBodyBytesInFlight to a multiple of bodySizeLimit.",
    },
  ];
}
