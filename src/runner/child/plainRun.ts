import { isProxy } from 'node:util/types';
import { createPlainSession } from '../../engine/index.ts';
import type { PlainParams, PlainRunAnswer } from '../../shared/protocol.ts';
import { headline } from './thrown.ts';
import { Loader } from '../load/loader.ts';
import { keepBuiltIns } from '../load/builtIns.ts';
import { pinRandomAndClock } from './pin.ts';
import { loadCase, matrixClassOf, parametersOf, spanIn } from './case.ts';
import { StrayExceptions } from './strayExceptions.ts';
import { installRuntime } from './tracedRun.ts';
import { enforceSandbox } from '../sandbox/denials.ts';
import { functionTextOnNode } from '../load/stripTypes.ts';

type Run = (values: readonly Float64Array[]) => Promise<Float64Array>;

/** The plain program in a process of its own: loaded once, run on as many inputs as the check asks for. */
export class PlainProgram {
  #run: Run | undefined;

  /** Loads the modules; throws if they do not load. */
  async prepare(params: PlainParams): Promise<void> {
    // Keeps exceptions that nobody awaits from ending the process; the traced run has reported them.
    new StrayExceptions();
    const pins = params.pinned ? pinRandomAndClock() : undefined;
    const session = createPlainSession({
      matrixClass: matrixClassOf(params.file),
      isOpaque: isProxy,
      stripTypes: functionTextOnNode,
      returned: () => restore(),
    });
    const loader = new Loader({
      mode: 'plain',
      restore: () => restore(),
      root: params.root,
      overlay: params.overlay,
      addFile: (path, base, sites, source) => session.addFile(path, base, sites, source),
    });
    installRuntime(session.runtime);
    session.install();
    // The traced run has reported what was denied.
    enforceSandbox(() => undefined);
    const restore = keepBuiltIns();
    const loaded = await loadCase(params, loader, session.thunks);
    if (loaded.kind === 'failed') throw new Error(loaded.diagnostics[0]?.message);
    const span = spanIn([], '', loaded.declaration.range);
    const plan = { ...loaded.declaration, thunk: loaded.thunk, span, parametersOf: parametersOf(restore) };
    pins?.mark();
    this.#run = (values) => {
      pins?.reset();
      return session.run(plan, params.leaves, values);
    };
  }

  /** One run; what the user's function throws is an answer like any other. */
  async run(values: readonly Float64Array[]): Promise<PlainRunAnswer> {
    if (!this.#run) throw new Error('plainRun before preparePlain');
    try {
      return { outputs: await this.#run(values) };
    } catch (error) {
      return { thrown: headline(error) };
    }
  }
}
