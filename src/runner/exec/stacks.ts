import { dirname, isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallSiteObject } from 'node:util';
import { runtimeGlobal } from '../../shared/runtime.ts';
import type { Position } from '../../shared/span.ts';
import { frameName } from '../load/frames.ts';
import type { Loader } from '../load/loader.ts';
import { withoutTwin } from '../load/twin.ts';

/** A frame of the program with its position in the source, and V8's object for it. */
interface Frame {
  readonly path: string;
  readonly position: Position;
  readonly site: NodeJS.CallSite;
}

/** A frame as V8 reports it, in instrumented code. */
interface RawFrame {
  readonly file: string | null | undefined;
  readonly name: string | null;
  readonly line: number | null;
  /** From 1. */
  readonly column: number | null;
}

/** A frame's position in the source; `isMapped` if its file was instrumented, so that V8 reports another one. */
type SourcePosition = Partial<Omit<Frame, 'site'>> & { readonly isMapped?: boolean };

type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/** Stacks as the uninstrumented program would have them: without the frames of the tracer, with positions in the source. */
export class Stacks {
  readonly #loader: Loader;
  readonly #limit: () => unknown;
  readonly #repair: (error: Error) => void;
  /** The frames that made errors, known once the stack was formatted; none for errors of Node's own code. */
  readonly #origins = new WeakMap<Error, Frame>();
  readonly #prepared = new WeakMap<Prepare, Prepare>();
  readonly #ours = dirname(__filename);

  /**
   * @param limit the program's `Error.stackTraceLimit`
   * @param repair puts the source text of functions into an error's message
   */
  constructor(loader: Loader, limit: () => unknown, repair: (error: Error) => void) {
    this.#loader = loader;
    this.#limit = limit;
    this.#repair = repair;
  }

  install(): void {
    const { prepareStackTrace: standard } = Error as unknown as { prepareStackTrace: Prepare };
    const ours = this.#onSourceFrames(standard);
    let current = ours;
    // Node calls the program's own function, or the standard one, with frames in the source.
    Object.defineProperty(Error, 'prepareStackTrace', {
      configurable: true,
      get: () => current,
      set: (value: unknown) => {
        current = typeof value === 'function' ? this.#onSourceFrames(value as Prepare) : ours;
      },
    });
  }

  /** The program's frame that made an error, if its stack names one. */
  origin(error: Error): Frame | undefined {
    // Reading `stack` formats it.
    void error.stack;
    return this.#origins.get(error);
  }

  /** Wraps a `prepareStackTrace` so that it gets frames in the source; a wrapped one, put back by the program, stays. */
  #onSourceFrames(prepare: Prepare): Prepare {
    const known = this.#prepared.get(prepare);
    if (known) return known;
    const prepared: Prepare = (error, sites) => {
      this.#repair(error);
      const first = sites.find((site) => typeof site.getFileName() === 'string');
      const frames = this.#programFrames(sites, rawFrame).map(([site, at]) => this.#frame(site, at));
      const limit = this.#limit();
      // The program passes on frames that it got from here.
      const isPassedOn = sites.some((site) => mapped.has(site));
      const shown = isPassedOn ? frames : frames.slice(0, typeof limit === 'number' ? Math.max(limit, 0) : 0);
      const top = frames.find((frame) => frame.path !== undefined);
      if (top?.path !== undefined && top.position && !first?.getFileName()?.startsWith('node:')) {
        this.#origins.set(error, { path: top.path, position: top.position, site: top.site });
      }
      return prepare(
        error,
        shown.map(({ site }) => site),
      );
    };
    this.#prepared.set(prepare, prepared).set(prepared, prepared);
    return prepared;
  }

  /** The result of `util.getCallSites` as the uninstrumented program would have it. */
  callSites(sites: readonly CallSiteObject[]): CallSiteObject[] {
    return this.#programFrames(sites, rawFrameOfObject).map(([site, at]) => {
      const { position, isMapped } = this.#sourcePosition(at);
      if (!position || !isMapped) return site;
      const [lineNumber, column] = [position[0], position[1] + 1];
      const scriptName = withoutTwin(site.scriptName);
      return Object.assign(site, { scriptName, lineNumber, columnNumber: column, column });
    });
  }

  /**
   * The program's frames among all, each with the frame that tells its position. Rewriting moves the body of some setters into
   * a function of its own: its frame is left out, and its position given to the setter's.
   */
  #programFrames<F>(frames: readonly F[], raw: (frame: F) => RawFrame): [frame: F, at: RawFrame][] {
    const own = frames
      .map((frame): [F, RawFrame] => [frame, raw(frame)])
      .filter(([, at]) => !this.#isOurs(at));
    return own.flatMap(([frame, at], i): [F, RawFrame][] => {
      const body = own[i - 1]?.[1];
      return isBody(at) ? [] : [[frame, body && isBody(body) ? body : at]];
    });
  }

  #isOurs({ file, name }: RawFrame): boolean {
    if (name === frameName) return true;
    return file ? dirname(file) === this.#ours : name === 'assignSloppily';
  }

  #frame(site: NodeJS.CallSite, at: RawFrame): SourcePosition & Pick<Frame, 'site'> {
    if (mapped.has(site)) return { site };
    const found = this.#sourcePosition(at);
    return { ...found, site: found.position && found.isMapped ? withPosition(site, found.position) : site };
  }

  #sourcePosition({ file, line, column }: RawFrame): SourcePosition {
    if (!file || line === null || column === null) return {};
    const name = file.startsWith('file:') ? fileURLToPath(file) : file;
    const position = this.#loader.files.get(name)?.original([line, column - 1]);
    if (position) return { path: withoutTwin(name), position, isMapped: true };
    // Not instrumented, like the program's own copy of ml-matrix.
    return isAbsolute(name) ? { path: name, position: [line, column - 1] } : {};
  }
}

const rawFrame = (site: NodeJS.CallSite): RawFrame => ({
  file: site.getFileName(),
  name: site.getFunctionName(),
  line: site.getLineNumber(),
  column: site.getColumnNumber(),
});

const rawFrameOfObject = (site: CallSiteObject): RawFrame => ({
  file: site.scriptName,
  name: site.functionName,
  line: site.lineNumber,
  column: site.columnNumber,
});

const isBody = ({ name }: RawFrame) => name === runtimeGlobal;

/** Frames that `withPosition` made. */
const mapped = new WeakSet<NodeJS.CallSite>();

/** A frame with another position: an object with the same methods. */
function withPosition(site: NodeJS.CallSite, [line, column]: Position): NodeJS.CallSite {
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
