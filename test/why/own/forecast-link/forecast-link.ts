import { fromLink, toLink } from './link.ts';

/** Subscribers after a month. */
function month(subscribers: number, growth: number, churn: number): number {
  return subscribers * (1 + growth - churn);
}

/**
 * Yearly revenue of a subscription by a scenario, through the link that the planning page opens.
 * @trace revenue(0.08, 0.03, 12.5)
 */
export function revenue(growth: number, churn: number, fee: number): number {
  const scenario = fromLink(toLink({ growth, churn }));
  let subscribers = 400;
  let total = 0;
  for (let k = 0; k < 12; k++) {
    total += subscribers * fee;
    subscribers = month(subscribers, scenario.growth, scenario.churn);
  }
  return total;
}
