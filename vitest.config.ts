import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({
  test: { name, include, testTimeout: 60_000, hookTimeout: 60_000, ...more },
});

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      project('house', ['test/house/**/*.test.ts']),
      project('unit', ['test/{card,pki,main,renderer,fuzz}/**/*.test.{ts,tsx}']),
      project('conformance', ['test/conformance/**/*.test.ts']),
      project('sync', ['test/sync/**/*.test.ts'], { testTimeout: 180_000, hookTimeout: 180_000 }),
      project('reader', ['test/reader/**/*.test.ts'], { fileParallelism: false }),
      project('end-to-end', ['test/end-to-end/**/*.test.ts'], {
        globalSetup: 'test/end-to-end/build-screens.ts',
        fileParallelism: false,
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
    ],
  },
});
