import { brier, logistic } from './logistic.ts';

interface Applicant {
  income: number;
  debt: number;
  repaid: 0 | 1;
}

const applicants: readonly Applicant[] = Object.freeze([
  { income: 52_000, debt: 0.4, repaid: 1 },
  { income: 38_500, debt: 1.1, repaid: 0 },
  { income: 71_200, debt: 0.7, repaid: 1 },
] as Applicant[]);

/**
 * Mean Brier score of a credit model: a bias and a weight each for income and debt.
 * @trace score([0.1, 0.03, -0.5])
 */
export function score(weights: number[]): number {
  const [bias, byIncome, byDebt] = weights as [number, number, number];
  let sum = 0;
  for (const { income, debt, repaid } of applicants) {
    sum += brier(logistic(bias + byIncome * income + byDebt * debt), repaid);
  }
  return sum / applicants.length;
}
