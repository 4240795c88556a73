/** What members of ml-matrix, arrays and typed arrays do with storage. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const operators = words(
  'add sub subtract mul multiply div divide mod modulus and or xor leftShift signPropagatingRightShift ' +
    'rightShift zeroFillRightShift pow',
);
const ofMatrix = words(
  'apply set fill neg negate setRow swapRows setColumn swapColumns mulRow mulColumn cumulativeSum flipRows flipColumns ' +
    'sortRows sortColumns setSubMatrix center scale not abs acos acosh asin asinh atan atanh cbrt ceil clz32 cos cosh exp ' +
    'expm1 floor fround log log1p log10 log2 round sign sin sinh sqrt tan tanh trunc removeRow addRow removeColumn addColumn',
);

/** Whether a member of a matrix changes it in place and returns it. */
export function changesMatrix(name: string): boolean {
  return ofMatrix.has(name) || operators.has(name.replace(/(S|M|(Row|Column)Vector)$/, ''));
}

/** Members of a matrix that change it without reading what was there. */
export const fillsMatrix = words('set fill setRow setColumn setSubMatrix');

/** Members of arrays that change them in place and return them. */
export const changesArray = words('sort reverse fill copyWithin');

/** Members of arrays that put in or take out elements, and return something else. */
export const growsArray = words('push unshift set splice');

/** Members of arrays that make a new one of the same elements. */
export const copiesArray = words('slice concat toSorted toReversed toSpliced with filter flat');

/** Members of arrays that call a function with elements. */
export const callsBack = words(
  'map forEach filter some every find findIndex findLast findLastIndex flatMap reduce reduceRight sort toSorted',
);

/** Members that ask for the form and not for numbers. */
export const asksForm = words('length rows columns size byteLength constructor isSquare isVector');

/** Members that give the elements, or one of them, as they stand in the array. */
export const givesElements = words('at pop shift find findLast values entries');
