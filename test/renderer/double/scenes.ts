import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings } from '../../support/chromium.ts';
import { describeWith } from '../../support/needs.ts';
import { type Screens, startScreens } from './browser.ts';
import type { DeskDouble } from './desk-double.ts';

/** One state of a screen. */
export interface Scene {
  readonly route: string;
  readonly prepare?: (double: DeskDouble) => void;
  /** Leads to what is to be looked at, by places rather than words, for it is walked in both languages. */
  readonly act?: (page: Page, double: DeskDouble) => Promise<unknown>;
  /** What must stand there, by test of its presence. */
  readonly shows: string;
}

const small = { width: 1280, height: 800 };
const large = { width: 1920, height: 1080 };

/** Each scene is looked at in both languages, themes and sizes; the pairs alternate, so that every combination occurs. */
const LOOKS = [
  [
    { language: 'ja', theme: 'light', ...small },
    { language: 'en', theme: 'dark', ...large },
  ],
  [
    { language: 'en', theme: 'light', ...small },
    { language: 'ja', theme: 'dark', ...large },
  ],
] as const;

const pictures = join(import.meta.dirname, '../../../test-results/screens');

/** Draws every scene with a double of the desk: nothing for axe to find, nothing for the browser to complain of, nothing beyond the edge. A picture of each is kept. */
export function describeScenes(title: string, scenes: Readonly<Record<string, Scene>>): void {
  describeWith(['chromium'], title, () => {
    let screens: Screens;
    beforeAll(async () => {
      await mkdir(pictures, { recursive: true });
      screens = await startScreens();
    });
    afterAll(() => screens[Symbol.asyncDispose]());

    const cases = Object.entries(scenes).flatMap(([name, scene], index) =>
      LOOKS[index % 2 === 0 ? 0 : 1].map((look) => ({ name, scene, look, title: `${name} ${Object.values(look).join(' ')}` })),
    );

    it.each(cases)('$title: nothing for axe to find, nothing for the browser to complain of', async ({ name, scene, look }) => {
      const { language, theme, ...viewport } = look;
      await using opened = await screens.open({
        route: scene.route,
        viewport,
        prepare: (double) => {
          double.settings = { ...double.settings, language, theme };
          scene.prepare?.(double);
        },
      });
      const { page, double, complaints } = opened;
      await scene.act?.(page, double);
      await page.locator(scene.shows).first().waitFor({ state: 'attached' });
      const findings = await axeFindings(page);
      await page.screenshot({ path: join(pictures, `${name}-${language}-${theme}-${viewport.width}.png`) });
      const overflow = await page.evaluate(() =>
        [document.documentElement, document.querySelector('main') ?? document.body].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      );
      expect({ findings, complaints, overflow, lang: await page.getAttribute('html', 'lang') }).toEqual({
        findings: [],
        complaints: [],
        overflow: [0, 0],
        lang: language,
      });
    });
  });
}
