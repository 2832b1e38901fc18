import { beforeAll, describe, expect, it } from 'vitest';
import { fuzz, type Summary } from './engine/supervise.ts';
import { TARGET_NAMES } from './targets/names.ts';

/** The bounded run; `npm run fuzz` goes on for as long as one likes. */
describe('hostile input', () => {
  let summary: Summary;
  beforeAll(async () => {
    summary = await fuzz({ targets: TARGET_NAMES, seed: 20261121, milliseconds: null, input: null });
  }, 180_000);

  it.each(TARGET_NAMES)('%s ends in an answer or in an error that callers expect', (name) => {
    const findings = summary.findings.filter(({ target }) => target === name);
    const told = findings.map(({ text, input }) => `${text}\n${Buffer.from(input).toString('base64')}`);
    expect(told).toEqual([]);
    expect(summary.done.find(({ target }) => target === name)?.outcome.executions).toBeGreaterThan(0);
  });
});
