interface Exon {
  start: number;
  end: number;
  strand: '+' | '-';
}

interface Site {
  at: number;
  strand: '+' | '-';
  affinity: number;
}

const exons: Exon[] = [
  { start: 100, end: 220, strand: '+' },
  { start: 480, end: 610, strand: '+' },
];

function nearest(site: Site): number {
  const same = exons.filter(({ strand }) => strand === site.strand);
  const distances = same.map(({ start, end }) => Math.abs(site.at - (start + end) / 2));
  return Math.min(...distances);
}

/**
 * Score of a regulation by sites near exons of their strand.
 * @trace regulation([{ at: 150, strand: '+', affinity: 0.8 }, { at: 500, strand: '-', affinity: 0.4 }])
 */
export function regulation(sites: Site[]): number {
  let score = 0;
  for (const site of sites) {
    score += site.affinity * Math.log(nearest(site));
  }
  return score;
}
