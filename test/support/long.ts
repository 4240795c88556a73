/** Whether this is `npm run test:long`, whose tests repeat more and cover more combinations than those of `npm test`. */
export const isLong: boolean = process.env['GRADLENS_TESTS'] === 'long';
