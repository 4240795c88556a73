import type * as t from '@babel/types';
import type { Node } from '../ast.ts';
import { eachChild } from '../ast.ts';
import type { Rewriters } from '../writer.ts';

/** Enums become the objects they are at run time; `declare enum` leaves nothing. */
export const enums: Rewriters = {
  TSEnumDeclaration(w, node) {
    if (node.declare) return w.lines(node.start!, node.end!);
    const { name } = node.id;
    const { members } = node.body;
    const mentioned = namesIn(members);
    let previous: string | undefined;
    let position = node.id.end!;
    let text = '';
    for (const member of members) {
      const key = JSON.stringify(member.id.type === 'Identifier' ? member.id.name : memberText(member.id));
      const place = `${name}[${key}]`;
      const value = member.initializer ? w.argument(member.initializer) : previous ? `${previous} + 1` : '0';
      text += `${w.lines(position, member.start!)} ${place} = ${value};`;
      // Numbers also map back to their names.
      text += ` if (typeof ${place} !== "string") ${name}[${place}] = ${key};`;
      // Later initialisers call a member by its bare name.
      if (member.id.type === 'Identifier' && mentioned.has(member.id.name)) {
        text += ` const ${member.id.name} = ${place};`;
      }
      previous = place;
      position = member.initializer ? member.initializer.end! : member.start!;
    }
    const end = w.lines(position, node.end!);
    return `var ${name}; (function (${name}) {${text}${end} })(${name} || (${name} = {}));`;
  },
};

function memberText(id: Node): string {
  return id.type === 'StringLiteral'
    ? id.value
    : id.type === 'TemplateLiteral'
      ? id.quasis[0]!.value.raw
      : '';
}

function namesIn(members: readonly t.TSEnumMember[]): Set<string> {
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'Identifier') names.add(node.name);
    eachChild(node, visit);
  };
  for (const { initializer } of members) if (initializer) visit(initializer);
  return names;
}
