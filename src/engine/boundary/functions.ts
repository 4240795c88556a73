import type { Dispatch } from '../runtime/dispatch.ts';
import { toText } from '../runtime/marks.ts';
import type { FunctionTexts } from '../texts.ts';
import type { Patches } from './storage.ts';

/** `toString` of functions gives the text that was written; natives that convert a function reach it too. */
export function registerFunctionTexts(texts: FunctionTexts, dispatch?: Dispatch): Patches {
  const { prototype } = Function;
  const native = Object.getOwnPropertyDescriptor(prototype, 'toString')!;
  const { toString } = {
    toString(this: unknown) {
      return texts.of(this);
    },
  };
  texts.standIn(toString, native.value as object);
  for (const f of [toString, toText]) dispatch?.handlers.set(f, ({ self }) => texts.of(self));
  return {
    install() {
      Object.defineProperty(prototype, 'toString', { ...native, value: toString });
      return () => Object.defineProperty(prototype, 'toString', native);
    },
  };
}

/** Puts natives out of the way; returns what puts them back. */
export function installAll(patches: readonly Patches[]): () => void {
  const undos = patches.map((one) => one.install());
  return () => undos.forEach((undo) => undo());
}
