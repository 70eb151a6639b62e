// In place of an import of node:http. That would read each of its names once, among them those that bring in all of
// fetch and its pools: at each start, for nothing.
module.exports = process.getBuiltinModule('node:http')
