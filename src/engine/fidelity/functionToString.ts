import type { Dispatch } from '../language/dispatch.ts';
import type { FunctionTexts } from './functionTexts.ts';
import type { Patches } from './iterators.ts';

/** Replaces `toString` of functions by one that gives the text that was written; natives that convert a function call it too. */
export function functionTexts(texts: FunctionTexts, dispatch?: Dispatch): Pick<Patches, 'install'> {
  const { prototype } = Function;
  const native = Object.getOwnPropertyDescriptor(prototype, 'toString')!;
  const { toString } = {
    toString(this: unknown) {
      return texts.of(this);
    },
  };
  texts.standIn(toString, native.value as object);
  dispatch?.handlers.set(toString, ({ self }) => texts.of(self));
  return {
    install() {
      Object.defineProperty(prototype, 'toString', { ...native, value: toString });
      return () => Object.defineProperty(prototype, 'toString', native);
    },
  };
}

/** Installs all patches; returns a function that undoes them. */
export function installAll(patches: readonly Pick<Patches, 'install'>[]): () => void {
  const undos = patches.map((one) => one.install());
  return () => undos.forEach((undo) => undo());
}
