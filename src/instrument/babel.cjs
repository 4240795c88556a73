// What lowers TypeScript that has a meaning at run time. A bundle of its own, loaded by the few files that need it:
// reading it takes longer than everything else at a start.
const { createClassFeaturePlugin, FEATURES } = require('@babel/helper-create-class-features-plugin');

module.exports = {
  core: require('@babel/core'),
  /** Fields as assignments in the constructor, which the older decorators of fields are made for, and what Babel rewrites along. */
  fields: ['fields', 'privateMethods', 'privateIn', 'staticBlocks'].map(
    (name) => (api) => createClassFeaturePlugin({ name, api, feature: FEATURES[name] }),
  ),
  decorators: require('@babel/plugin-proposal-decorators').default,
  typescript: require('@babel/plugin-transform-typescript').default,
};
