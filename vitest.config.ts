import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Programs that tests start find their modules compiled (https://nodejs.org/api/module.html#module-compile-cache): half the time of each start. */
const COMPILED = join(import.meta.dirname, 'node_modules/.cache/compiled');

const project = (name: string, include: string[], more: object = {}) => ({
  test: {
    name,
    include,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    env: { NODE_COMPILE_CACHE: COMPILED },
    ...more,
  },
});

/** Both cores of a small computer; of two projects with different numbers one comes after the other. */
const together = (order: number) => ({ maxWorkers: 2, sequence: { groupOrder: order } });
/** One file at a time: a reader, a clock or a window is shared. */
const alone = (order: number) => ({ fileParallelism: false, maxWorkers: 1, sequence: { groupOrder: order } });
const browser = {
  globalSetup: 'test/end-to-end/build-screens.ts',
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 20_000 } },
};

/** The whole program with a browser, each over a data folder of its own. */
const DESKS = ['test/end-to-end/*-desk.test.ts', 'test/end-to-end/desk.test.ts', 'test/end-to-end/hub-page.test.ts'];

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      project('house', ['test/house/**/*.test.ts'], together(1)),
      project('unit', ['test/{card,pki,main,renderer,fuzz}/**/*.test.{ts,tsx}'], together(1)),
      project('conformance', ['test/conformance/**/*.test.ts'], together(1)),
      project('sync', ['test/sync/**/*.test.ts'], { ...together(1), testTimeout: 180_000, hookTimeout: 180_000 }),
      project('reader', ['test/reader/**/*.test.ts'], alone(2)),
      project('screens', ['test/end-to-end/*-screens.test.ts'], { ...browser, ...together(3) }),
      project('desks', DESKS, { ...browser, ...together(4) }),
      project('end-to-end', ['test/end-to-end/**/*.test.ts'], { ...browser, ...alone(5), exclude: ['test/end-to-end/*-screens.test.ts', ...DESKS] }),
    ],
  },
});
