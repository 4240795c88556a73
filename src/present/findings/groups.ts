import {
  decidesVerdict,
  type Code,
  type Diagnostic,
  type FindingClass,
  type Severity,
} from '../../shared/errors.ts';
import type { FindingGroup } from '../../shared/panel/findingViews.ts';

/** The groups in the order in which people read them, with their titles. */
export const groupTitles: { readonly [G in FindingGroup]: string } = {
  wrong: 'Wrong',
  suspicious: 'Suspicious',
  stops: 'The gradient stops here',
  branches: 'Branches',
};
export const findingGroups = Object.keys(groupTitles) as readonly FindingGroup[];

const ofClass: { readonly [C in FindingClass]: FindingGroup } = {
  'non-finite-value': 'wrong',
  'non-finite-gradient': 'wrong',
  shape: 'wrong',
  overwritten: 'suspicious',
  conditioning: 'suspicious',
  disconnected: 'suspicious',
  'locally-zero': 'stops',
  cut: 'stops',
};

/** Of findings without a class; errors and what decides the verdict are wrong, the rest is suspicious. */
const ofCode: { readonly [C in Code]?: FindingGroup } = {
  'non-finite': 'wrong',
  'mmul-shapes': 'wrong',
  'shape-mismatch': 'wrong',
  'zero-gradient': 'stops',
  'branch-slope': 'stops',
};

/** The group of a finding. */
export function groupOf({
  code,
  class: kind,
  severity,
}: Pick<Diagnostic, 'code' | 'class' | 'severity'>): FindingGroup {
  if (severity === 'error' || decidesVerdict(code)) return 'wrong';
  return (kind && ofClass[kind]) ?? ofCode[code] ?? 'suspicious';
}

/** Whether a finding is counted where there is room for a number alone: something is to be done about it. */
export function isSerious(finding: Pick<Diagnostic, 'code' | 'class' | 'severity'>): boolean {
  const group = groupOf(finding);
  return finding.severity !== 'information' && (group === 'wrong' || group === 'suspicious');
}

/** How a finding is underlined and listed, wherever that is: what is wrong as an error, the rest as it is. */
export function shownSeverity(finding: Pick<Diagnostic, 'code' | 'class' | 'severity'>): Severity {
  if (finding.severity === 'information') return 'information';
  return groupOf(finding) === 'wrong' ? 'error' : 'warning';
}

/** The signs of findings. */
export const severitySigns: { readonly [S in Severity]: string } = {
  error: '✗',
  warning: '⚠',
  information: 'i',
};

/** Findings of each group that has any, in the order of the groups. */
export function grouped<F extends Pick<Diagnostic, 'code' | 'class' | 'severity'>>(
  findings: readonly F[],
): readonly (readonly [FindingGroup, readonly F[]])[] {
  return findingGroups.flatMap((group) => {
    const members = findings.filter((finding) => groupOf(finding) === group);
    return members.length > 0 ? [[group, members] as const] : [];
  });
}

/** The page about a class of findings, below the project's folder. */
export function pageOf(kind: FindingClass): string {
  return `docs/findings/${kind}.md`;
}
