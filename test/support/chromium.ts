import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { findProgram } from './needs.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const run = 'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)].join(" | ")))';

/** A real Chromium without a display. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findProgram('chromium')!,
    args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });

/** What axe finds wrong on the page as it stands: rule and elements. Evaluated from outside, so that the page's policy stays as it is. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `${axe};${run}`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as readonly string[];
}

/**
 * Clicks a check box or switch where a person does, on its label, once that has come to rest; the input lies hidden in it. A click that is forced
 * upon the input goes wherever it was a moment ago.
 */
export const clickLabel = (input: Locator): Promise<void> => input.locator('xpath=ancestor::label').click();
