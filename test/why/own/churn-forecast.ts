interface Customer {
  tenure: number;
  spent: number;
  left: boolean;
}

const customers: readonly Customer[] = [
  { tenure: 26, spent: 1480, left: false },
  { tenure: 3, spent: 95, left: true },
  { tenure: 61, spent: 40250, left: false },
  { tenure: 12, spent: 610, left: true },
];

interface Model {
  bias: number;
  tenure: number;
  spent: number;
}

/** Probability that a customer leaves. */
function churn(model: Model, { tenure, spent }: Customer): number {
  const z = model.bias + model.tenure * tenure + model.spent * spent;
  return 1 / (1 + Math.exp(-z));
}

/**
 * Brier score of a churn model, with a small penalty of its slopes.
 * @trace score({ bias: 1.5, tenure: -0.03, spent: -0.02 }, 0.001)
 */
export function score(model: Model, penalty: number): number {
  let sum = 0;
  for (const customer of customers) sum += (churn(model, customer) - Number(customer.left)) ** 2;
  return sum / customers.length + penalty * (model.tenure ** 2 + model.spent ** 2);
}
