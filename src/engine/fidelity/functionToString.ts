import type { Dispatch } from '../language/dispatch.ts';
import { toText } from '../language/functionMarks.ts';
import type { FunctionTexts } from './functionTexts.ts';
import type { Patches } from '../natives/typedArrays.ts';

/** `toString` of functions gives the text that was written; natives that convert a function reach it too. */
export function registerFunctionTexts(texts: FunctionTexts, dispatch?: Dispatch): Pick<Patches, 'install'> {
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
export function installAll(patches: readonly Pick<Patches, 'install'>[]): () => void {
  const undos = patches.map((one) => one.install());
  return () => undos.forEach((undo) => undo());
}
