// `node scripts/coverage.mts` writes docs/coverage.md from the records of natives; a test compares them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeKind } from '../src/engine/natives/carrier.ts';
import { platform } from '../src/engine/natives/opaque.ts';
import { natives } from '../src/engine/natives/table.ts';

const kinds: Readonly<Record<NativeKind, readonly [title: string, text: string]>> = {
  carrier: ['Carriers', 'They move values without looking at them. Gradients pass.'],
  index: [
    'Carriers with an index or a key',
    'The values pass; a tracked number used as a position, a count or a key is cut there (`index`).',
  ],
  predicate: [
    'Questions',
    'They look at numbers, or read what a callback answers. The answer is a guard of the trace, or a cut (`predicate`); what is found or kept keeps its gradient.',
  ],
  rule: [
    'Rules',
    'They have a handler of their own: an operation of the trace, or ids that move with the numbers.',
  ],
  inspector: ['Output', 'They show what they are given. Nothing is cut, nothing comes back.'],
  opaque: [
    'Opaque',
    'They run on plain numbers. A tracked number that goes in, alone, in a tree or in storage, is a cut (`opaque`, `text`, `integer`).',
  ],
};

/** The page as text. */
export function coveragePage(): string {
  const members = (kind: NativeKind) => {
    const ofKind = natives.filter(({ record }) => record.kind === kind);
    return Object.entries(Object.groupBy(ofKind, ({ holder }) => holder))
      .map(([holder, found = []]) => {
        const names = code(found.map(({ name }) => name));
        return `- ${holder ? `\`${holder}\`` : 'without a name'}: ${names}`;
      })
      .join('\n');
  };
  const sections = (Object.keys(kinds) as NativeKind[]).map(
    (kind) => `### ${kinds[kind][0]}\n\n${kinds[kind][1]}\n\n${members(kind)}\n`,
  );
  return `${head}\n${sections.join('\n')}\n### The rest of the platform\n\nOpaque with all that is below, \`Buffer.isBuffer\` and event emitters aside (what is emitted reaches the program's own listeners with its gradient): ${code(platform)}.\n`;
}

const code = (names: readonly string[]) =>
  names.map((name) => (name.includes('`') ? `\`\` ${name} \`\`` : `\`${name}\``)).join(', ');

const head = `# Coverage

Written by \`scripts/coverage.mts\` from the records in \`src/engine/natives\`; a test compares both with the running Node.

## What may differ from a plain run

A traced program computes the same numbers, bit for bit, takes the same branches and throws the same errors. These differ:

- Places in code made by \`eval\` are those of the instrumented code. Stack traces and what Node prints of an uncaught exception are the plain ones under \`gradlens exec\`, but \`util.getCallSites\` may give fewer than 200 frames.
- Calls need more stack: recursion ends earlier. \`gradlens exec\` asks Node for more.
- \`Error.stackTraceLimit\` read from an object that inherits it, by a native (\`Object.getOwnPropertyDescriptor\`, \`{ ...Error }\`, \`console.log(Error)\`), or written by one, is the engine's own larger one under \`gradlens exec\`.
- The iterators of \`Float64Array\` and \`Float32Array\` are replaced while a program is traced, and a \`Proxy\` has a handler of ours that asks the program's.
- In sloppy code, \`this\` is an object for a function called on a tracked number, but not where a native passes it on (\`map(f, x)\`) or a getter is asked. A class extends no tracked number, which the message calls an object.
- The column of a \`ReferenceError\` may be that of the name, where V8 names the start of what the name stands in. What \`structuredClone\` says of a function quotes it as instrumented, as does Node where an \`await\` at the top never ends.
- Natives that are not JavaScript, as functions that \`node:sqlite\` is given, take a tracked number that a callback answers with for an object; so do \`with\` (\`Symbol.unscopables\`) and regular expressions (\`get global()\`).
- An iterator whose \`next\` answers with a tracked number gives an object to a native that runs on plain numbers; so does a promise that is settled with one, where a native awaits it or \`console.dir\` shows it, and an array-like whose \`length\` is an object that answers with one.
- \`RegExp.$1\` and its like may tell of a match of the tracer, unless one of the program came just before.
- Accessors of typed arrays (\`length\`, \`buffer\`) that a program replaces, and setters that it gives all arrays or all objects at an index (\`Object.prototype[0]\`), are met by the tracer's own lists, too: the run may end with what they throw.
- The older decorators (\`experimentalDecorators\`) get no metadata (\`emitDecoratorMetadata\`).
- Time: see \`Date.now\` and \`Math.random\`, which \`gradlens trace\` pins and \`gradlens exec\` does not.

## What cuts a gradient

A cut gives the plain number and stands in the trace with its reason and place.

- \`index\`: the number became a position, a key, a case of a \`switch\`, or \`done\` of an iterator's result.
- \`size\`: it became a length.
- \`text\`: it became text. A number read back from text is a new one, but for JSON that the same run wrote.
- \`integer\`: an integer operator, an integer array, a \`BigInt\`.
- \`predicate\`: code outside the trace decided something by it.
- \`opaque\`: it was handed to code that is not traced, or its bytes were read as something else: an integer view (but for doubles through a \`Uint32Array\`, as in ports of C libraries), a \`DataView\` in the other byte order.
- \`uncovered\`: a member of ml-matrix that cannot be traced through.

What changes storage behind the tracer's back is found when the number is next read (\`unexplained-value\`).

## The boundary

How each function of the language and the platform treats tracked numbers, each under the first name that leads to it.
`;

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../docs/coverage.md'), coveragePage());
