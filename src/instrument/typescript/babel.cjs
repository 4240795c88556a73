// What lowers TypeScript that has a meaning at run time. A bundle of its own, loaded by the few files that need it:
// reading it takes longer than everything else at a start.
module.exports = {
  core: require('@babel/core'),
  decorators: require('@babel/plugin-proposal-decorators').default,
  typescript: require('@babel/plugin-transform-typescript').default,
};
