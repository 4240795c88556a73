import { cpus } from 'node:os';
import type { InChild } from './child.ts';
import type { Figure, Measured } from './measure.ts';
import { workloads } from './workloads.ts';

const others = ['by hand', 'tfjs cpu', 'tfjs wasm', 'jax-js float32', 'jax-js float64'];
const title = (id: string) => workloads.find((workload) => workload.id === id)!.title;

/** The machine, by what matters to the figures. */
export function machine(): string {
  const all = cpus();
  const model = all[0]!.model.trim();
  return `${model}, ${all.length} cores, Node ${process.versions.node}.`;
}

/** Least times once warm, which repeat on a busy machine too: the plain run in milliseconds, all else as a multiple of it. */
export function warmTable(measured: readonly Measured[]): string {
  const head = [
    ...['', 'plain, ms', 'inputs', 'trace', 'gradient', 'trace + gradient', 'replay'],
    ...[...others, 'equations', 'bytes an equation'],
  ];
  const lines = measured.map(({ id, equations, bytesPerEquation, figures }) => {
    const { plain, inputs, trace, gradient, replay } = figures as Record<string, Figure>;
    const of = (figure: Figure | undefined) => ratio(figure?.least, plain!.least);
    const both = ratio(trace!.least + gradient!.least, plain!.least);
    const median = ratio(trace!.median + gradient!.median, plain!.median);
    return [
      ...[
        `${id} ${title(id)}`,
        ms(plain!.least),
        of(inputs),
        of(trace),
        of(gradient),
        `**${both}** (${median})`,
        of(replay),
      ],
      ...others.map((name) => of(figures[name])),
      ...[String(equations), bytesPerEquation.toFixed(0)],
    ];
  });
  return `${markdown(head, lines)}\n\n${scalars(measured)}`;
}

/** Nanoseconds an operation of the programs on plain numbers. */
function scalars(measured: readonly Measured[]): string {
  const lines = measured
    .filter(({ id }) => id.startsWith('W5'))
    .map(({ id, equations, figures }) => {
      const each = (name: string) => ((figures[name]!.least / equations) * 1e6).toFixed(0);
      return `- ${id}: ${each('trace')} ns an operation traced, ${each('gradient')} ns for its gradient, ${each('replay')} ns replayed.`;
    });
  return lines.join('\n');
}

/** The first time in a process, in milliseconds. */
export function coldTable(measured: readonly Measured[]): string {
  const names = ['plain', 'inputs', 'trace', 'gradient', 'replay', ...others];
  const lines = measured.map(({ id, figures }) => [id, ...names.map((name) => ms(figures[name]?.first))]);
  return markdown(['first time, ms', ...names], lines);
}

/** What a user waits for, in milliseconds. */
export function childTable(children: readonly InChild[]): string {
  const head = [
    'in a child, ms',
    'run',
    'gradient',
    'proof',
    'run, waited',
    'gradient, waited',
    'ns an equation, waited',
  ];
  const lines = children.map(({ id, equations, started, waited }) => [
    ...[id, ms(started.run), ms(started.gradient), ms(started.proof), ms(waited.run), ms(waited.gradient)],
    `${((waited.run / equations) * 1e6).toFixed(0)} + ${((waited.gradient / equations) * 1e6).toFixed(0)}`,
  ]);
  return markdown(head, lines);
}

export function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...lines.map(row)].join('\n');
}

function ratio(part: number | undefined, whole: number): string {
  if (part === undefined) return '–';
  const value = part / whole;
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}

export function ms(value: number | undefined): string {
  return value === undefined ? '–' : value.toPrecision(3).replace(/e\+?(-?\d+)/, ' · 10^$1');
}
