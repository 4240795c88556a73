import { descend } from './descent.ts';

const loads = Object.freeze([0, 2, 4, 6, 8]);

/**
 * Stiffness of a spring in newton a centimetre, by extensions in centimetres under some loads.
 * @trace stiffness([0.1, 0.9, 1.8, 2.6, 3.5], 0.1)
 */
export function stiffness(extensions: number[], rate: number): number {
  const slope = ([offset, compliance]: readonly [number, number]): [number, number] => {
    const gradient: [number, number] = [0, 0];
    for (let i = 0; i < loads.length; i++) {
      const residual = offset + compliance * loads[i]! - extensions[i]!;
      gradient[0] += residual / loads.length;
      gradient[1] += (residual * loads[i]!) / loads.length;
    }
    return gradient;
  };
  const [, compliance] = descend(slope, [0, 0.5], rate, 40);
  const result = 1 / compliance;
  return result;
}
