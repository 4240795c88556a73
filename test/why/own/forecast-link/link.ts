export interface Scenario {
  growth: number;
  churn: number;
}

/** A link by which colleagues share a scenario. */
export function toLink(scenario: Scenario): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(scenario)) query.set(key, String(value));
  return `https://plan.example/forecast?${query.toString()}`;
}

export function fromLink(link: string): Scenario {
  const query = new URL(link).searchParams;
  return { growth: Number(query.get('growth')), churn: Number(query.get('churn')) };
}
