import { dirname, isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallSiteObject } from 'node:util';
import type { Position } from '../../instrument/index.ts';
import { runtimeGlobal } from '../../shared/runtime.ts';
import { frameName } from '../load/frames.ts';
import type { Loader } from '../load/loader.ts';
import { withoutTwin } from '../load/twin.ts';

/** A frame of the program: where it was in the source, and the frame as V8 gave it. */
interface Frame {
  readonly path: string;
  /** Line from 1, column from 0, in the source. */
  readonly place: Position;
  readonly site: NodeJS.CallSite;
}

/** What a frame of a stack says of itself. */
interface Seen {
  readonly file: string | null | undefined;
  readonly name: string | null;
  readonly line: number | null;
  /** From 1. */
  readonly column: number | null;
}

/** Where a frame was in the source, and whether that is another place than the frame's own. */
type Found = Partial<Omit<Frame, 'site'>> & { readonly isMapped?: boolean };

type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/** Stacks as the uninstrumented program would have them: without the frames of the tracer, with the places of the source. */
export class Stacks {
  readonly #loader: Loader;
  readonly #limit: () => unknown;
  readonly #repair: (error: Error) => void;
  /** Where errors were made, for those whose stack has been formatted; absent if that is Node's own code. */
  readonly #origins = new WeakMap<Error, Frame>();
  readonly #prepared = new WeakMap<Prepare, Prepare>();
  readonly #ours = dirname(__filename);

  /**
   * @param limit the program's `Error.stackTraceLimit`
   * @param repair lets a message quote functions as they were written
   */
  constructor(loader: Loader, limit: () => unknown, repair: (error: Error) => void) {
    this.#loader = loader;
    this.#limit = limit;
    this.#repair = repair;
  }

  install(): void {
    const { prepareStackTrace: standard } = Error as unknown as { prepareStackTrace: Prepare };
    const ours = this.#preparing(standard);
    let current = ours;
    // What Node calls is the program's own function, or the standard one, on mapped frames.
    Object.defineProperty(Error, 'prepareStackTrace', {
      configurable: true,
      get: () => current,
      set: (value: unknown) => {
        current = typeof value === 'function' ? this.#preparing(value as Prepare) : ours;
      },
    });
  }

  /** Where the error was made, if its stack says so: a place of the program. */
  origin(error: Error): Frame | undefined {
    // Formats the stack.
    void error.stack;
    return this.#origins.get(error);
  }

  /** The same on mapped frames; what this returned, which the program puts back, stays as it is. */
  #preparing(prepare: Prepare): Prepare {
    const known = this.#prepared.get(prepare);
    if (known) return known;
    const prepared: Prepare = (error, sites) => {
      this.#repair(error);
      const first = sites.find((site) => typeof site.getFileName() === 'string');
      const frames = this.#own(sites, seen).map(([site, at]) => this.#frame(site, at));
      const limit = this.#limit();
      const isGiven = sites.some((site) => mapped.has(site)); // by the program, who had them from here
      const shown = isGiven ? frames : frames.slice(0, typeof limit === 'number' ? Math.max(limit, 0) : 0);
      const top = frames.find((frame) => frame.path !== undefined);
      if (top?.path !== undefined && top.place && !first?.getFileName()?.startsWith('node:')) {
        this.#origins.set(error, { path: top.path, place: top.place, site: top.site });
      }
      return prepare(
        error,
        shown.map(({ site }) => site),
      );
    };
    this.#prepared.set(prepare, prepared).set(prepared, prepared);
    return prepared;
  }

  /** What `util.getCallSites` gives, as the uninstrumented program would have it. */
  callSites(sites: readonly CallSiteObject[]): CallSiteObject[] {
    return this.#own(sites, seenObject).map(([site, at]) => {
      const { place, isMapped } = this.#place(at);
      if (!place || !isMapped) return site;
      const [lineNumber, column] = [place[0], place[1] + 1];
      const scriptName = withoutTwin(site.scriptName);
      return Object.assign(site, { scriptName, lineNumber, columnNumber: column, column });
    });
  }

  /**
   * The program's frames among all, each with what says its place: the body of a setter may have moved into a function of its
   * own, which the setter stands for.
   */
  #own<F>(frames: readonly F[], see: (frame: F) => Seen): [frame: F, at: Seen][] {
    const own = frames.map((frame): [F, Seen] => [frame, see(frame)]).filter(([, one]) => !this.#isOurs(one));
    return own.flatMap(([frame, at], i): [F, Seen][] => {
      const body = own[i - 1]?.[1];
      return isBody(at) ? [] : [[frame, body && isBody(body) ? body : at]];
    });
  }

  #isOurs({ file, name }: Seen): boolean {
    if (name === frameName) return true;
    return file ? dirname(file) === this.#ours : name === 'assignSloppily';
  }

  #frame(site: NodeJS.CallSite, at: Seen): Found & Pick<Frame, 'site'> {
    if (mapped.has(site)) return { site };
    const found = this.#place(at);
    return { ...found, site: found.place && found.isMapped ? withPlace(site, found.place) : site };
  }

  #place({ file, line, column }: Seen): Found {
    if (!file || line === null || column === null) return {};
    const name = file.startsWith('file:') ? fileURLToPath(file) : file;
    const place = this.#loader.original(name, [line, column - 1]);
    if (place) return { path: withoutTwin(name), place, isMapped: true };
    // not instrumented, like a program's own copy of ml-matrix
    return isAbsolute(name) ? { path: name, place: [line, column - 1] } : {};
  }
}

const seen = (site: NodeJS.CallSite): Seen => ({
  file: site.getFileName(),
  name: site.getFunctionName(),
  line: site.getLineNumber(),
  column: site.getColumnNumber(),
});

const seenObject = (site: CallSiteObject): Seen => ({
  file: site.scriptName,
  name: site.functionName,
  line: site.lineNumber,
  column: site.columnNumber,
});

const isBody = ({ name }: Seen) => name === runtimeGlobal;

/** Frames that have been given their places. */
const mapped = new WeakSet<NodeJS.CallSite>();

/** The frame with another place: an object with the same methods. */
function withPlace(site: NodeJS.CallSite, [line, column]: Position): NodeJS.CallSite {
  const prototype = Object.getPrototypeOf(site) as Record<string, unknown>;
  const before = `:${site.getLineNumber()}:${site.getColumnNumber()}`;
  const file = withoutTwin(site.getFileName()!);
  const own: Record<string, () => unknown> = {
    getFileName: () => file,
    getScriptNameOrSourceURL: () => file,
    getLineNumber: () => line,
    getColumnNumber: () => column + 1,
    toString: () => replaceLast(String(site), site.getFileName()! + before, `${file}:${line}:${column + 1}`),
  };
  const made = Object.create(prototype) as NodeJS.CallSite;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const method = (site as unknown as Record<string, unknown>)[name];
    if (typeof method !== 'function' || name === 'constructor') continue;
    const value = own[name] ?? ((...args: unknown[]) => Reflect.apply(method, site, args) as unknown);
    Object.defineProperty(made, name, { value, configurable: true });
  }
  mapped.add(made);
  return made;
}

function replaceLast(text: string, before: string, after: string): string {
  const at = text.lastIndexOf(before);
  return at < 0 ? text : text.slice(0, at) + after + text.slice(at + before.length);
}
