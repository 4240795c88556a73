// The tokenizer of Node's assertions. A bundle of its own: it is loaded when one fails.
module.exports = require('acorn');
