export {
  lookupOf,
  parseActionId,
  readsArgument,
  signatureOf,
  type ActionId,
  type ActionLookup,
} from "./action-id.ts";
export { readSealedArgument, sealedArgumentKey, type SealedArgument } from "./sealed-argument.ts";
export type { AcceptedKind, ActionSettings, DispatchMode } from "./action-settings.ts";
export {
  formFieldNames,
  readFormFields,
  writeHiddenField,
  type FormCall,
  type FormSource,
  type HiddenField,
} from "./form-fields.ts";
export { flightType, headerNames } from "./header-names.ts";
export {
  interruptStatus,
  type InterruptKind,
  type Outcome,
  type ThrownActionError,
} from "./outcome.ts";
export type {
  AnswerPayload,
  FormState,
  PagePayload,
  RouteState,
  SegmentElements,
  ShownFailure,
} from "./payload.ts";
export { isMounted, mountedPath, withoutBasePath, type Mount } from "./mount.ts";
export { refusalStatus, type Refusal } from "./refusal.ts";
export {
  keptMark,
  listPlaces,
  readSegmentTree,
  slotEnd,
  slotStart,
  type SegmentPlace,
} from "./segment-tree.ts";
export { readSignalDigest, writeSignalDigest, type ControlSignal } from "./signal-digest.ts";
export { closingDelimiter, uploadHeader } from "./upload-header.ts";
export { wireVersion } from "./wire-version.ts";
export { isReservedField, withoutReservedFields } from "./reserved-field.ts";
