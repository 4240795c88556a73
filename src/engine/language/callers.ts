/** Calls a native from the expression at `site`; receiver and arguments are plain. */
export type CallFrom = (site: number, self: unknown, args: unknown[]) => unknown;

/** Natives that look at the source of their caller, and how each is called so that it sees that of the program, not of this tool. */
export interface Callers {
  get(native: object): CallFrom | undefined;
  /** `get` for `new`. */
  readonly make?: (native: object) => ((site: number, args: unknown[]) => unknown) | undefined;
}
