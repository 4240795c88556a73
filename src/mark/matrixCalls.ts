import { Guess, Size, type WhatOf } from './guess.ts';

type Matrix = WhatOf<'matrix'>;

/** What a call of a member of ml-matrix demands of its operands, and what it gives. Undefined of members that say nothing. */
type Rule = (self: Matrix, args: readonly Guess[]) => Guess | undefined;

export const matrixOf = (rows: Size, columns: Size): Guess => new Guess({ is: 'matrix', rows, columns });
export const numberOf = (size?: Size): Guess =>
  new Guess({ is: 'number', ...(size && { size, isWhole: true }) });
export const listOf = (length: Size, of: Guess = numberOf()): Guess => new Guess({ is: 'list', length, of });
const one = (): Size => new Size(1);
const same = ({ rows, columns }: Matrix): Guess => matrixOf(rows, columns);

/** The number that a guess is known to be as a size; a new size where nothing is known of it. */
export function sizeOf(guess: Guess | undefined): Size {
  const number = guess?.number();
  if (!number) return new Size();
  number.isWhole = true;
  return (number.size ??= new Size());
}

/** Operations element by element, in place or not: with a matrix of the same shape or with a number. */
const elementwise: Rule = (self, [other]) => {
  const matrix = other?.as('matrix');
  if (matrix) {
    self.rows.agree(matrix.rows);
    self.columns.agree(matrix.columns);
  }
  return same(self);
};

const product: Rule = (self, [other]) => {
  const matrix = other?.matrix();
  if (!matrix) return undefined;
  self.columns.agree(matrix.rows);
  return matrixOf(self.rows, matrix.columns);
};

/** A vector as an array or as a matrix with one row or column. */
const vector = (along: 'rows' | 'columns'): Rule => {
  const across = along === 'rows' ? 'columns' : 'rows';
  return (self, [other]) => {
    const matrix = other?.as('matrix');
    if (matrix) {
      matrix[along].agree(self[along]);
      matrix[across].agree(one());
    } else other?.list()?.length.agree(self[along]);
    return same(self);
  };
};

/** A number, or an array with one for each row or column. */
const reduction: Rule = (self, [by]) => {
  const along = by?.what.is === 'text' ? by.what.text.slice(1, -1) : '';
  if (along === 'row') return listOf(self.rows);
  if (along === 'column') return listOf(self.columns);
  return numberOf();
};

const square: Rule = (self) => {
  self.rows.agree(self.columns);
  return same(self);
};

const rules: Readonly<Record<string, Rule>> = {
  mmul: product,
  transpose: (self) => matrixOf(self.columns, self.rows),
  dot(self, [other]) {
    const matrix = other?.matrix();
    if (matrix) {
      self.rows.agree(matrix.rows);
      self.columns.agree(matrix.columns);
    }
    return numberOf();
  },
  det: (self) => (square(self, []), numberOf()),
  trace: () => numberOf(),
  norm: () => numberOf(),
  get: (self, [row, column]) => (reach(self.rows, row), reach(self.columns, column), numberOf()),
  set: (self, [row, column]) => (reach(self.rows, row), reach(self.columns, column), same(self)),
  getRow: (self, [row]) => (reach(self.rows, row), listOf(self.columns)),
  getColumn: (self, [column]) => (reach(self.columns, column), listOf(self.rows)),
  getRowVector: (self, [row]) => (reach(self.rows, row), matrixOf(one(), self.columns)),
  getColumnVector: (self, [column]) => (reach(self.columns, column), matrixOf(self.rows, one())),
  to2DArray: (self) => listOf(self.rows, listOf(self.columns)),
  to1DArray: ({ rows, columns }) => listOf(Size.product([rows, columns])),
  diag: ({ rows }) => listOf(rows),
  diagonal: ({ rows }) => listOf(rows),
  isSymmetric: (self) => square(self, []),
  subMatrix(self, [, endRow, , endColumn]) {
    reach(self.rows, endRow);
    reach(self.columns, endColumn);
    return matrixOf(new Size(), new Size());
  },
  ...Object.fromEntries(['sum', 'mean', 'max', 'min', 'product', 'variance', 'standardDeviation'].map((name) => [name, reduction])),
  ...Object.fromEntries(['add', 'sub', 'mul', 'div', 'mulRow', 'addRow', 'subRow', 'divRow'].flatMap((name) => [
    [`${name}RowVector`, vector('columns')],
    [`${name}ColumnVector`, vector('rows')],
  ])),
}; // prettier-ignore

/** Follows a call of a matrix's method. */
export function callMatrix(self: Matrix, name: string, args: readonly Guess[]): Guess | undefined {
  return (rules[name] ?? elementwise)(self, args);
}

/** The parts of a decomposition by name, where their shapes are known. */
export function decompose(name: string, [given]: readonly Guess[]): Guess | undefined {
  const matrix = given?.matrix();
  if (!matrix) return undefined;
  const { rows, columns } = matrix;
  if (/^(Cholesky|LU|Lu|Eigenvalue|CHO|EVD)/.test(name)) rows.agree(columns);
  if (/^(Cholesky|CHO)/.test(name)) matrix.isDefinite = true;
  const fields = new Map<string, Guess>([
    ['diagonal', listOf(columns)],
    ['realEigenvalues', listOf(rows)],
    ['eigenvectorMatrix', matrixOf(rows, rows)],
    ['lowerTriangularMatrix', matrixOf(rows, rows)],
    ['upperTriangularMatrix', matrixOf(columns, columns)],
    ['orthogonalMatrix', matrixOf(rows, columns)],
    ['determinant', numberOf()],
  ]);
  return new Guess({ is: 'object', fields });
}

/** A static method of Matrix, or a function of ml-matrix; undefined of those that say nothing. */
export function callLibrary(name: string, args: readonly Guess[]): Guess | undefined {
  const [first, second, third] = args;
  switch (name) {
    case 'zeros':
    case 'ones':
    case 'rand':
    case 'random':
    case 'randInt':
    case 'eye':
    case 'identity':
      return matrixOf(sizeOf(first), second ? sizeOf(second) : sizeOf(first));
    case 'from1DArray': {
      const [rows, columns] = [sizeOf(first), sizeOf(second)];
      third?.list()?.length.agree(Size.product([rows, columns]));
      return matrixOf(rows, columns);
    }
    case 'columnVector':
      return matrixOf(first?.list()?.length ?? new Size(), one());
    case 'rowVector':
      return matrixOf(one(), first?.list()?.length ?? new Size());
    case 'diag':
    case 'diagonal': {
      const length = first?.list()?.length ?? new Size();
      return matrixOf(length, length);
    }
    case 'checkMatrix':
    case 'pseudoInverse':
    case 'linearDependencies':
      return first?.matrix() && first;
    case 'covariance':
    case 'correlation': {
      const columns = first?.matrix()?.columns ?? new Size();
      return matrixOf(columns, columns);
    }
    case 'inverse': {
      const matrix = first?.matrix();
      return matrix && square(matrix, []);
    }
    case 'determinant': {
      const matrix = first?.matrix();
      if (matrix) square(matrix, []);
      return numberOf();
    }
    case 'solve': {
      const [left, right] = [first?.matrix(), second?.matrix()];
      if (!left || !right) return undefined;
      left.rows.agree(right.rows);
      left.rows.agree(left.columns);
      return matrixOf(left.columns, right.columns);
    }
    default: {
      const matrix = first?.matrix();
      return matrix && callMatrix(matrix, name, args.slice(1));
    }
  }
}

/** `new Matrix(…)`: of rows and columns, of an array of rows, or of a matrix. */
export function makeMatrix([first, second]: readonly Guess[]): Guess {
  const copied = first?.as('matrix');
  if (copied) return matrixOf(copied.rows, copied.columns);
  if (second || first?.what.is === 'number') return matrixOf(sizeOf(first), sizeOf(second));
  const list = first?.list();
  const row = list?.of.list();
  return matrixOf(list?.length ?? new Size(), row?.length ?? new Size());
}

/** What an index that is read says of a size: a known index fits into it; one that runs below a size runs below this one. */
export function reach(size: Size, index: Guess | undefined): void {
  const number = index?.number();
  if (!number) return;
  number.isWhole = true;
  const exact = number.size?.exact;
  if (exact !== undefined) size.needs(exact + 1);
  else if (number.size) size.agree(number.size);
}
