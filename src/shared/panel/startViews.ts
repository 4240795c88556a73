import { NotificationType } from 'vscode-jsonrpc';

/** A marked function of the workspace. */
export interface MarkView {
  /** `loss(x, w)`, with the case's name first if it has one: `small: loss(x, w)`. */
  readonly call: string;
  /** `model.ts:30` */
  readonly place: string;
}

/** The page that is there before anything was traced. */
export interface StartView {
  /** Undefined while they are looked for. */
  readonly marks: readonly MarkView[] | undefined;
  /** There are more marks than are listed. */
  readonly isCut: boolean;
  /** Whether the workspace is trusted: in others nothing is run. */
  readonly isTrusted: boolean;
  /** The keys of Trace Function. */
  readonly keys: string;
}

/** What the start page offers beside the marked functions. */
export type StartAction = 'example' | 'guide' | 'trust';

/** host → webview: what the start page shows; null: something was traced. */
export const startNotification = new NotificationType<{ start: StartView | null }>('start');
/** webview → host: trace a marked function, by its number in the list, or go to its place. */
export const markNotification = new NotificationType<{ mark: number; what: 'trace' | 'show' }>('mark');
/** webview → host: something else that the start page offers. */
export const startActionNotification = new NotificationType<{ action: StartAction }>('startAction');

/** host → webview: whether it is asked if functions are to run again when they are saved. */
export const offerNotification = new NotificationType<{ isOpen: boolean }>('offer');
/** webview → host: the answer to that. */
export const offerAnswerNotification = new NotificationType<{ isWanted: boolean }>('offerAnswer');
