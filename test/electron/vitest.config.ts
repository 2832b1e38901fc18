import { defineConfig } from 'vitest/config';

/** Where Electron's binary is: `npm run test:electron`. */
export default defineConfig({
  test: {
    name: 'electron',
    include: ['test/electron/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
