const DAY = 24 * 60 * 60 * 1000;

const ledger = `
2019-04-01;-180000;vines, north slope
2020-10-12;21500;harvest
2021-10-04;34800;harvest
18/10/2022;41200;harvest
2023-10-09;38900;harvest
2024-03-28;126000;sale
`;

interface Flow {
  readonly when: number;
  readonly euros: number;
}

function parse(text: string): Flow[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [date = '', euros = '0'] = line.split(';');
      return { when: Date.parse(date) / DAY, euros: Number(euros) };
    });
}

/**
 * Net present value of the vineyard on the day it was planted.
 * @trace presentValue(0.055)
 */
export function presentValue(rate: number): number {
  const flows = parse(ledger);
  const [first] = flows;
  const value = flows
    .map(({ when, euros }) => euros * (1 + rate) ** (-(when - first!.when) / 365.25))
    .reduce((sum, part) => sum + part, 0);
  return value;
}
