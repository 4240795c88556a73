/** A loop whose numbers change from round to round, four equations each. */
export function loopOf(equations: number): string {
  return `/** @trace walk(0.5) */
export function walk(x: number): number {
  for (let i = 0; i < ${equations / 4}; i++) {
    const wave = Math.sin(x + i);
    x = 0.5 * x + wave;
  }
  return x;
}
`;
}

/** A file of 500 lines, which all run. */
export function longFile(): string {
  const count = 70;
  const steps = Array.from(
    { length: count },
    (_, i) => `/** Step ${i}. */
function step${i}(x: number, y: number): number {
  const near = x * ${1 + i / 100} + y;
  const far = Math.sin(near) - y / ${i + 2};
  return far + x;
}
`,
  );
  const calls = Array.from({ length: count }, (_, i) => `  x = step${i}(x, y);`);
  return `/** @trace walk(0.5, 0.25) */
export function walk(x: number, y: number): number {
  x = y + 5;
${calls.join('\n')}
  return x;
}

${steps.join('\n')}`;
}

/** One product of matrices of 512×512. */
export const product = `import { Matrix } from 'ml-matrix';

const left = new Matrix(512, 512);
for (let i = 0; i < 512; i++) for (let j = 0; j < 512; j++) left.set(i, j, Math.sin(i * 512 + j));

/** @trace square(left) */
export function square(a: Matrix): Matrix {
  return a.mmul(a);
}
`;
