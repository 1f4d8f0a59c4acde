/** TypeScript runs as it does in production: by stripping types, without a compiler. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/strip-types.js' },
  testTimeout: 120_000,
  // Most tests wait for servers, git and browsers, so that every core can have a worker.
  maxWorkers: '100%',
}
