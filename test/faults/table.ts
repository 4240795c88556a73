/** A fault to plant: `find`, which stands once in `file`, becomes `plant`. The tests of `caught` must then fail. */
export interface Fault {
  readonly fault: string;
  readonly file: string;
  readonly find: string;
  readonly plant: string;
  /** A test file, and part of the name of a test in it. */
  readonly caught: readonly [file: string, name: string];
}

const engine = 'src/engine';
const rewrite = 'src/instrument/rewrite';
const storage = 'test/engine/tracking/storage.test.ts';
const lazy = 'test/engine/tracking/lazyMatrices.test.ts';
const mutators = 'test/engine/tracking/mutators.test.ts';
const numbers = 'test/engine/natives/numbers.test.ts';
const rewriting = 'test/engine/language/rewriting.test.ts';
const observable = 'test/engine/matrix/observableBehaviour.test.ts';
const semantics = 'test/instrument/rewrite/semantics.test.ts';
const tracing = 'test/engine/session/tracing.test.ts';

/** Mistakes that are easily made in the instrumenter and the tracer. `npm run faults` plants each and runs its test. */
export const faults: readonly Fault[] = [
  {
    fault: 'a write to a typed array is lost',
    file: `${engine}/tracking/slots.ts`,
    find: 'slots[k] = value as number;',
    plant: 'void value;',
    caught: [storage, 'a typed array made from a set'],
  },
  {
    fault: 'an overwritten slot keeps its old id',
    file: `${engine}/tracking/slots.ts`,
    find: 'if (k < slots.length) noted(slots, k, 0, site);',
    plant: '',
    caught: [mutators, 'an overwritten slot holds the new number'],
  },
  {
    fault: 'a number written to a typed array gets no id',
    file: `${engine}/tracking/slots.ts`,
    find: 'slots instanceof Float64Array ? Box.id(value) : tracer.rounded(value, site)',
    plant: '0',
    caught: [storage, 'typed array a DataView'],
  },
  {
    fault: 'a number stored with single precision is taken for the exact one',
    file: `${engine}/tracking/slots.ts`,
    find: 'slots instanceof Float64Array ? Box.id(value) : tracer.rounded(value, site)',
    plant: 'Box.id(value)',
    caught: [tracing, 'rounds what is stored with single precision'],
  },
  {
    fault: 'a view is looked up at the start of its buffer',
    file: `${engine}/tracking/shadows.ts`,
    find: 'const at = slots.byteOffset / shadow.bytes + k;',
    plant: 'const at = k;',
    caught: [storage, 'typed array a DataView'],
  },
  {
    fault: 'an id is believed although the storage changed',
    file: `${engine}/tracking/shadows.ts`,
    find: 'if (Object.is(this.#recorder.values.data[id], value)) return id;',
    plant: 'if (id > 0) return id;',
    caught: ['test/engine/matrix/recordedOperations.test.ts', 'reports a matrix changed behind its back'],
  },
  {
    fault: 'a storage of other slots is not seen to hide tracked numbers',
    file: `${engine}/tracking/shadows.ts`,
    find: 'return !isFloat || shadow.bytes !== view.BYTES_PER_ELEMENT || shadow.other !== undefined;',
    plant: 'return false;',
    caught: [storage, 'a half read as a single is cut'],
  },
  {
    fault: 'a buffer that moved takes no ids along',
    file: `${engine}/natives/buffers.ts`,
    find: 'give?.(result, 0, Math.min(result.byteLength, length));',
    plant: '',
    caught: [storage, 'a slice of its buffer'],
  },
  {
    fault: 'bytes that are overwritten by a copy keep their ids',
    file: `${engine}/tracking/shadows.ts`,
    find: 'this.wipe(target, at, at + length);',
    plant: '',
    caught: ['test/engine/tracking/bytes.test.ts', 'bytes overwritten by the same bytes copyWithin'],
  },
  {
    fault: 'that two numbers of a set are equal is no guard',
    file: `${engine}/tracking/equalKeys.ts`,
    find: 'tracer.recorder.guard(kind, site, tracer.reference(given, site), kept, true);',
    plant: '',
    caught: ['test/engine/natives/keys.test.ts', 'of a set are a guard'],
  },
  {
    fault: 'a DataView ignores the order of bytes',
    file: `${engine}/natives/buffers.ts`,
    find: 'at % bytes === 0 && isLittle === littleEndian',
    plant: 'at % bytes === 0',
    caught: [storage, 'a DataView in either order of bytes'],
  },
  {
    fault: 'a box leaks to what reads a callback as a boolean',
    file: `${engine}/natives/carrier.ts`,
    find: "if (reads === 'truth') return truth(site, result);",
    plant: "if (reads === 'truth') return result;",
    caught: ['test/engine/natives/callbacks.test.ts', 'filter and find take a zero for false'],
  },
  {
    fault: 'a number leaves the trace without a cut',
    file: `${engine}/tracking/tracer.ts`,
    find: 'this.recorder.cut(Box.id(x), reason, to, site);',
    plant: '',
    caught: ['test/engine/natives/textAndKeys.test.ts', 'Number(String(x)) is cut'],
  },
  {
    fault: 'an index leaves no guard',
    file: `${engine}/tracking/tracer.ts`,
    find: "if (reason === 'index' || reason === 'key' || reason === 'size') return true;",
    plant: '',
    caught: [tracing, 'leaves numbers used only as sizes and indices'],
  },
  {
    fault: 'a comparison leaves no guard',
    file: `${engine}/language/comparison.ts`,
    find: 'tracer.recorder.guard(kind, s, tracer.reference(x, s), tracer.reference(y, s), outcome);',
    plant: '',
    caught: [tracing, 'records guards for branches'],
  },
  {
    fault: 'the operands of a slow subtraction are swapped',
    file: `${engine}/language/arithmetic.ts`,
    find: 'return tracer.binary(op, s, xBox ? x : toNumber(x), yBox ? y : toNumber(y));',
    plant: 'return tracer.binary(op, s, yBox ? y : toNumber(y), xBox ? x : toNumber(x));',
    caught: ['test/engine/language/conversion.test.ts', 'Math and subtraction ask valueOf'],
  },
  {
    fault: 'the operands of every equation are swapped',
    file: `${engine}/tracking/tracer.ts`,
    find: 'return new Box(this.recorder.scalar(op, site, lhs, rhs, value), value);',
    plant: 'return new Box(this.recorder.scalar(op, site, rhs, lhs, value), value);',
    caught: [tracing, 'records arithmetic and sums'],
  },
  {
    fault: 'a constant is taken for another one at the same place',
    file: `${engine}/record/recorder.ts`,
    find: 'if (recent >= 0 && Object.is(this.constants.data[recent], value)) return -recent - 1;',
    plant: 'if (recent >= 0) return -recent - 1;',
    caught: [rewriting, 'tells the constants 0 and −0 apart'],
  },
  {
    fault: 'a constant −0 is taken for 0',
    file: `${engine}/record/recorder.ts`,
    find: 'if (recent >= 0 && Object.is(this.constants.data[recent], value)) return -recent - 1;',
    plant: 'if (recent >= 0 && this.constants.data[recent] === value) return -recent - 1;',
    caught: [rewriting, 'tells the constants 0 and −0 apart'],
  },
  {
    fault: 'a gather that starts in order is taken for a block',
    file: `${engine}/record/operandColumns.ts`,
    find: 'if (ref !== first + i) run = false;',
    plant: 'if (i === 1 && ref !== first + i) run = false;',
    caught: ['test/engine/matrix/recordedOperations.test.ts', 'setRow and setColumn'],
  },
  {
    fault: 'boxes stay inside what foreign code is handed',
    file: `${engine}/language/foreignCalls.ts`,
    find: 'const plainArgs = args.map((arg) => unboxing.unbox(arg));',
    plant: 'const plainArgs = args;',
    caught: [numbers, 'includes, indexOf, Object.is'],
  },
  {
    fault: 'what was unboxed for foreign code is not put back',
    file: `${engine}/language/unboxed.ts`,
    find: 'if (this.#undos) for (const undo of this.#undos.reverse()) undo();',
    plant: '',
    caught: [numbers, 'structuredClone copies tracked numbers'],
  },
  {
    fault: 'a getter is evaluated twice',
    file: `${engine}/language/members.ts`,
    find: 'if (getter && dispatch.handles(getter)) return dispatch.call(s, getter, object, []);',
    plant:
      'if (getter && dispatch.handles(getter)) return dispatch.call(s, getter, object, []);\n      (object as Properties)[key];',
    caught: [rewriting, 'runs chained getters once'],
  },
  {
    fault: 'a sort without comparator compares numbers',
    file: `${engine}/natives/arrays.ts`,
    find: 'return x < y ? -1 : x > y ? 1 : 0;',
    plant: 'return Number(x) - Number(y);',
    caught: [mutators, 'sort without comparator compares texts'],
  },
  {
    fault: 'a matrix with accessors of its own takes the rule',
    file: `${engine}/matrix/store.ts`,
    find: "if (!this.accessors.has(m['get']) || !this.accessors.has(m['set'])) return null;",
    plant: '',
    caught: [observable, 'a matrix with a get of its own'],
  },
  {
    fault: 'rows that share storage are taken for independent ones',
    file: `${engine}/matrix/store.ts`,
    find: 'if (rowOf.size < m.data.length) return true;',
    plant: '',
    caught: ['test/engine/matrix/everyMember.test.ts', 'of shared rows: neg'],
  },
  {
    fault: 'only the first row of a matrix is looked at',
    file: `${engine}/matrix/store.ts`,
    find: 'for (const row of data) if (!(row instanceof Float64Array) || row.length !== columns) return null;',
    plant: 'if (data.length > 0 && !(data[0] instanceof Float64Array)) return null;',
    caught: [observable, 'a row that is a plain array'],
  },
  {
    fault: 'the object of a compound assignment is evaluated twice',
    file: `${rewrite}/assignments.ts`,
    find: 'base === undefined ? [`${gl}.keep(${w.write(object)})`, `${gl}.kept`] : [w.write(object), base];',
    plant: '[w.write(object), base ?? w.write(object)];',
    caught: [semantics, 'evaluation order'],
  },
  {
    fault: 'the right side of ||= always runs',
    file: `${rewrite}/assignments.ts`,
    find: ': `${test} ? ${gl}.v : ${lines}${assign}`;',
    plant: ': `${lines}${assign}`;',
    caught: [semantics, 'nullish bases'],
  },
  {
    fault: 'a postfix update gives the new value',
    file: `${rewrite}/assignments.ts`,
    find: 'return wantsOld ? `(${text}, ${gl}.old)` : used ? `(${text})` : text;',
    plant: 'return used ? `(${text})` : text;',
    caught: [semantics, 'operators on all types'],
  },
  {
    fault: 'a private method loses its receiver',
    file: `${rewrite}/calls.ts`,
    find: 'self: `${gl}.kept` };',
    plant: "self: 'undefined' };",
    caught: [semantics, 'classes'],
  },
  {
    fault: 'an optional chain goes on after undefined',
    file: `${rewrite}/calls.ts`,
    find: 'if (link.optional) {',
    plant: 'if (link.optional && i > 0) {',
    caught: [semantics, 'optional chains'],
  },
  {
    fault: 'directives come after what is inserted',
    file: `${rewrite}/blocks.ts`,
    find: "return last ? text : text.replace('{', () => `{${inserted}`);",
    plant: "return text.replace('{', () => `{${inserted}`);",
    caught: [semantics, 'scope and strictness'],
  },
  {
    fault: 'typeof of an undeclared name throws',
    file: `${rewrite}/operators.ts`,
    find: "if (inner.type !== 'Identifier') return",
    plant: 'return',
    caught: [semantics, 'assignment operators'],
  },
  {
    fault: 'a key that was a tracked number stays one',
    file: `${rewrite}/members.ts`,
    find: 'if (isLiteral(key) || !w.setting.trace) return w.write(key);',
    plant: 'return w.write(key);',
    caught: ['test/engine/natives/textAndKeys.test.ts', 'computed keys of an object and a class'],
  },
  {
    fault: 'the product kernel adds up from the end',
    file: `${engine}/kernels/packedProduct.ts`,
    find: 'const last = lines - i - 1;',
    plant: 'const last = lines - i - 1; if (i === 0) [from, step] = [from + (depth - 1) * step, -step];',
    caught: ['test/engine/kernels/multiply.test.ts', 'has the bits of ml-matrix'],
  },
  {
    fault: 'the product kernel begins anew at each block of the inner dimension',
    file: `${engine}/kernels/packedProduct.ts`,
    find: 'columns, depth, k > 0);',
    plant: 'columns, depth, false);',
    caught: ['test/engine/kernels/multiply.test.ts', 'go on from one another'],
  },
  {
    fault: 'the last row of a factor is missing in its last panel',
    file: `${engine}/kernels/packedProduct.ts`,
    find: 'Math.min(2, last) * line;',
    plant: 'Math.min(1, last) * line;',
    caught: ['test/engine/kernels/multiply.test.ts', 'has the bits of ml-matrix'],
  },
  {
    fault: 'numbers that the exponential kernel does not know stay as it left them',
    file: `${engine}/kernels/exponential.ts`,
    find: 'for (let i = isOdd ? 0 : size; i < size; i++)',
    plant: 'for (let i = isOdd & 0; i < 0; i++)',
    caught: ['test/engine/kernels/exponential.test.ts', 'have the bits of Math.exp'],
  },
  {
    fault: 'the exponential kernel is used whatever Math computes',
    file: `${engine}/kernels/exponential.ts`,
    find: 'if (!Object.is(computed[i], f(samples[i]!, 0))) return false;',
    plant: 'void computed;',
    caught: ['test/engine/kernels/exponential.test.ts', 'a Math that computes otherwise'],
  },
  {
    fault: 'a vector along the rows is taken along the columns',
    file: `${engine}/matrix/store.ts`,
    find: 'row: columns < 0 ? 0 : 1, column: columns < 0 ? 1 : 0',
    plant: 'row: 1, column: 0',
    caught: ['test/engine/kernels/elementwiseLoops.test.ts', 'have the bits of ml-matrix'],
  },
  {
    fault: 'a matrix that has no rows yet shows an accessor',
    file: `${engine}/natives/objects.ts`,
    find: 'shadows.lazy.settle(call.args[i]);',
    plant: 'void shadows;',
    caught: [lazy, 'shows its descriptor'],
  },
  {
    fault: 'a matrix has rows that are made later although the program deleted them',
    file: `${engine}/tracking/lazyMatrices.ts`,
    find: 'data?: unknown }).data === unmade) return true;',
    plant: 'data?: unknown }).data !== null) return true;',
    caught: [lazy, 'a property deleted and put back'],
  },
  {
    fault: 'rows that are made later are not followed',
    file: `${engine}/tracking/lazyMatrices.ts`,
    find: 'this.#onMade(matrix as Stored, first, content.static, made);',
    plant: 'void this.#onMade;',
    caught: [lazy, 'shows a row as'],
  },
  {
    fault: 'a matrix in place keeps the numbers it had',
    file: `${engine}/matrix/store.ts`,
    find: 'if (this.#lazy.find(m)) return this.#lazy.move(m, first);',
    plant: 'if (this.#lazy.find(m)) return;',
    caught: [lazy, 'in place by itself'],
  },
];
