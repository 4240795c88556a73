import { Matrix } from 'ml-matrix';

const VOCABULARY = ['sun', 'moon', 'sea', 'tree', 'stone'];

function encode(words: readonly string[]): Matrix {
  const hot = Matrix.zeros(words.length, VOCABULARY.length);
  words.forEach((word, i) => hot.set(i, VOCABULARY.indexOf(word), 1));
  return hot;
}

/**
 * Cosine of the angle between the means of two bags of words.
 * @trace similarity(new Matrix([[0.1, 0.4], [0.3, -0.2], [0.5, 0.9], [-0.7, 0.2], [0.6, -0.1]]), ['sun', 'sea'], ['moon', 'sea', 'tree'])
 */
export function similarity(table: Matrix, left: string[], right: string[]): number {
  const [a, b] = [left, right].map((words) => encode(words).mmul(table).mean('column'));
  const product = a!.reduce((sum, x, i) => sum + x * b![i]!, 0);
  return product / (Math.hypot(...a!) * Math.hypot(...b!));
}
